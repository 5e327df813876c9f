import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '#platform';

/** What a witness has cosigned last of a log. */
export interface Cosigned {
  /** Which one it is, from 1. */
  readonly number: number;
  /** The checkpoint, with the log's signatures that were verified and the witness's own. */
  readonly note: string;
}

const DIGITS = 12;

/**
 * What a witness keeps: of each log the checkpoint that it cosigned last, each in a file of the next number. A file is made whole or not at
 * all, and never in the place of another, so that of two processes that would go on from the same one only one does.
 */
export class CosignedLogs {
  constructor(private readonly folder: string) {}

  /** Null before the first one. */
  last(origin: string): Cosigned | null {
    const number = this.numbersOf(origin).at(-1);
    if (number === undefined) return null;
    try {
      return { number, note: readFileSync(this.file(origin, number), 'utf8') };
    } catch (error) {
      // Another process has put a newer one in its place meanwhile.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return this.last(origin);
      throw error;
    }
  }

  /**
   * Keeps what comes behind `before`, on the disk before it answers; false, and nothing is kept, where something else has come there.
   * @param before null where nothing was cosigned yet
   */
  keep(origin: string, before: Cosigned | null, note: string): boolean {
    const number = (before?.number ?? 0) + 1;
    const file = this.file(origin, number);
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, note, { flag: 'wx', flush: true });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft);
    }
    // Others may be further, and have taken away what stood here.
    if (this.numbersOf(origin).at(-1) !== number) {
      rmSync(file, { force: true });
      return false;
    }
    this.flush();
    for (const old of this.numbersOf(origin))
      if (old < number) rmSync(this.file(origin, old), { force: true });
    return true;
  }

  private numbersOf(origin: string): number[] {
    const name = nameOf(origin);
    return readdirSync(this.folder)
      .filter((file) => file.startsWith(`${name}.`) && /\.\d{12}$/.test(file))
      .map((file) => Number(file.slice(-DIGITS)))
      .sort((a, b) => a - b);
  }

  private file(origin: string, number: number): string {
    return join(this.folder, `${nameOf(origin)}.${String(number).padStart(DIGITS, '0')}`);
  }

  private flush(): void {
    const folder = openSync(this.folder, 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
}

/** Under which a log is asked about (C2SP tlog-witness). */
export const nameOf = (origin: string): string => sha256Of(Buffer.from(origin));
