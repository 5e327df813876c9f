import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ProjectionProgress } from '#event-sourcing';
import { Clock, type Instant, type Principal, zip } from '#platform';
import { SignedHeads } from '#sealing';
import { CodeDirectory } from '../code-directory.ts';
import type { JournalFilter } from '../read-models/journal/filter.ts';
import { named } from '../read-models/journal/named.ts';
import { type Period, periodOf } from '../read-models/journal/period.ts';
import { JournalQuery } from '../read-models/journal/query.ts';
import type { JournalPage } from '../read-models/journal/view.ts';
import { type ExportFormat, fileFormats } from './formats.ts';

/** Lines that are read at once. */
const PAGE = 2000;

/** Says what a file of attempts holds, and lets it be recognised. */
interface Manifest {
  readonly file: string;
  readonly sha256: string;
  readonly filter: JournalFilter;
  readonly period: Period;
  /** The latest attempt comes first. */
  readonly lines: number;
  /** More than lines where attempts were gathered. */
  readonly attempts: number;
  readonly first: Place | null;
  readonly last: Place | null;
  /** How much of the register the journal had taken in. */
  readonly position: string;
  /** The newest one of the sealed log then (C2SP tlog-checkpoint); null when nothing is sealed yet. */
  readonly checkpoint: string | null;
  readonly exportedAt: Instant;
  readonly exportedBy: string;
}

interface Place {
  readonly at: Instant;
  readonly id: string;
}

/** What the journal shows under a filter, all of it, as a file with its manifest. */
@Injectable()
export class JournalExport {
  constructor(
    private readonly journal: JournalQuery,
    private readonly progress: ProjectionProgress,
    private readonly heads: SignedHeads,
    private readonly clock: Clock,
    private readonly codes: CodeDirectory,
  ) {}

  /**
   * An archive that is made while it is read. The first lines are read before this answers: what is refused is refused here.
   * @throws Refusal as JournalQuery.page
   */
  async archive(
    filter: JournalFilter,
    format: ExportFormat,
    principal: Principal,
    gone: AbortSignal,
  ): Promise<AsyncIterable<Buffer>> {
    const exportedAt = this.clock.now();
    // Days that go without saying are said: the period does not move while pages are read.
    const period = periodOf(filter, exportedAt);
    const read = (cursor?: string) =>
      this.journal.page({ ...filter, ...period }, { cursor, limit: PAGE }, principal, gone);
    const [{ reached }, newest] = await Promise.all([
      this.progress.stateOf(['journal']),
      this.heads.newest(),
    ]);
    const about = {
      filter,
      period,
      position: reached,
      checkpoint: newest?.note ?? null,
      exportedAt,
      exportedBy: principal.userCode,
    };
    const file = new ExportedFile(format, await read(), read, this.codes);
    const manifest = async function* () {
      yield `${JSON.stringify({ ...file.said(), ...about } satisfies Manifest, null, 2)}\n`;
    };
    const entries = [
      { name: fileFormats[format].fileName, content: file.content() },
      { name: 'manifeste.json', content: manifest() },
    ];
    return zip(entries, exportedAt);
  }
}

/** A file while it is written, page by page, and what is known of it then. */
class ExportedFile {
  readonly #hash = createHash('sha256');
  #lines = 0;
  #attempts = 0;
  #first: Place | null = null;
  #last: Place | null = null;

  constructor(
    private readonly format: ExportFormat,
    private readonly firstPage: JournalPage,
    private readonly read: (cursor: string) => Promise<JournalPage>,
    private readonly codes: CodeDirectory,
  ) {}

  async *content(): AsyncGenerator<string> {
    const { head, line } = fileFormats[this.format];
    yield this.#hashed(head);
    for (let page = this.firstPage; ; page = await this.read(page.next)) {
      let text = '';
      for (const attempt of await named(page.items, this.codes)) {
        text += line(attempt, ++this.#lines);
        this.#attempts += attempt.count;
        this.#last = { at: attempt.at, id: attempt.id };
        this.#first ??= this.#last;
      }
      yield this.#hashed(text);
      if (page.next === null) return;
    }
  }

  /** Once it is written. */
  said() {
    return {
      file: fileFormats[this.format].fileName,
      sha256: this.#hash.digest('hex'),
      lines: this.#lines,
      attempts: this.#attempts,
      first: this.#first,
      last: this.#last,
    };
  }

  #hashed(text: string): string {
    this.#hash.update(text);
    return text;
  }
}
