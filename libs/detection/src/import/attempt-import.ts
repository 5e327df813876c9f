import { Injectable } from '@nestjs/common';
import { AccountsQuery, keyedHash } from '#accounts';
import { Countries, type ImportedAttemptEvent, importedStream } from '#connections';
import { EventStore, type NewEvent, type Position, START } from '#event-sourcing';
import {
  Clock,
  Config,
  deriveId,
  executionContext,
  type Instant,
  normaliseCode,
  Refusal,
  USER_CODE,
} from '#platform';
import { type Lines, Unreadable } from '../formats/log-format.ts';
import { csvLines } from './csv-lines.ts';
import { ocsfLines } from './ocsf-lines.ts';
import type { AttemptReader, ToldAttempt } from './told-attempt.ts';

export const importFormats = ['ocsf', 'csv'] as const;
export type ImportFormat = (typeof importFormats)[number];

export interface ImportRequest {
  readonly format: ImportFormat;
  /** What the log is called from now on. Attempts of another name are others. */
  readonly source: string;
}

export interface ImportReport {
  /** Empty ones and the header left out. */
  readonly lines: number;
  readonly imported: number;
  /** They had been imported before, or stand in the file twice. */
  readonly known: number;
  readonly refused: number;
}

/** Nothing of the file can be read. The message is French, and one line. */
export class NoAttempts extends Error {
  override readonly name = 'NoAttempts';
}

/** Codes that are remembered between lines. */
const REMEMBERED = 10_000;

type Whose = Pick<ImportedAttemptEvent['data'], 'userCode' | 'identifierHash' | 'organism'>;

/** Brings attempts of other logs into the journal, in an execution context. */
@Injectable()
export class AttemptImport {
  readonly #whose = new Map<string, Whose>();

  constructor(
    private readonly store: EventStore,
    private readonly accounts: AccountsQuery,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly countries: Countries,
  ) {}

  /**
   * Every line that tells of an attempt goes in, once, however often it is imported. `onRefused` hears of the others: their
   * number, from 1 on, and why.
   * @throws NoAttempts when the header of a CSV lacks a column; StoreUnavailable, and what was imported stays
   */
  async run(
    lines: Lines,
    { format, source }: ImportRequest,
    onRefused: (line: number, reason: string) => void,
  ): Promise<ImportReport> {
    const now = this.clock.now();
    let head = await this.store.head();
    let reader = format === 'ocsf' ? ocsfLines(Date.parse(now)) : null;
    const report = { lines: 0, imported: 0, known: 0, refused: 0 };
    let number = 0;
    for await (const page of lines) {
      const told: { attempt: ToldAttempt; number: number }[] = [];
      for (const line of page) {
        number++;
        if (!reader) {
          if (line.trim() !== '') reader = headOf(line, Date.parse(now));
          continue;
        }
        const attempt = reader(line);
        if (attempt === null) continue;
        report.lines++;
        if (attempt instanceof Unreadable) {
          report.refused++;
          onRefused(number, attempt.reason);
        } else told.push({ attempt, number });
      }
      const written = await Promise.all(
        told.map(async ({ attempt, number }) => ({
          number,
          ...(await this.write(attempt, number, source, now)),
        })),
      );
      const anew = new Set<Position>();
      for (const { position, refusal, number } of written) {
        if (refusal) {
          report.refused++;
          onRefused(number, refusal.message);
        } else if (position <= head || anew.has(position)) report.known++;
        else {
          report.imported++;
          anew.add(position);
        }
      }
      // A line that is said again further on is answered with the place that it has already.
      for (const position of anew) if (position > head) head = position;
    }
    if (!reader)
      throw new NoAttempts('ce fichier est vide\u00a0: sa première ligne doit nommer les colonnes');
    return report;
  }

  /** What is said of a month, or of somebody, that has been erased is refused. */
  private async write(
    told: ToldAttempt,
    line: number,
    source: string,
    now: Instant,
  ): Promise<{ position: string; refusal?: Refusal }> {
    const { identifier, isHashed, key, at, ...attempt } = told;
    const { actor, correlationId, causationId } = executionContext();
    // Of a line without an id, the key is all that it says: nobody may find that again by trying.
    const hash = keyedHash(this.config.nameSecret, 'imported-line', key);
    const id = deriveId('imported-attempt', source, hash);
    const event: NewEvent<ImportedAttemptEvent> = {
      id,
      type: 'AttemptImported',
      data: {
        ...attempt,
        ...(await this.whose({ identifier, isHashed })),
        at: new Date(at).toISOString(),
        source,
        line,
        ...this.countries.fieldOf(attempt.address),
      },
      metadata: { actor, correlationId, causationId, occurredAt: now },
    };
    return this.store.append(importedStream(id), 'none', [event]).catch((error) => {
      if (!(error instanceof Refusal)) throw error;
      return { position: START, refusal: error };
    });
  }

  /** What is no code of ours is kept as a keyed hash: people type their password there (R18). */
  private async whose({
    identifier,
    isHashed,
  }: Pick<ToldAttempt, 'identifier' | 'isHashed'>): Promise<Whose> {
    if (isHashed) return { userCode: null, identifierHash: identifier, organism: null };
    const code = normaliseCode(identifier);
    const remembered = this.#whose.get(code);
    if (remembered) return remembered;
    const account = USER_CODE.test(code) ? await this.accounts.byCode(code) : null;
    const whose: Whose = account
      ? { userCode: code, identifierHash: null, organism: { id: account.organism.id } }
      : {
          userCode: null,
          identifierHash: keyedHash(this.config.nameSecret, 'identifier', code),
          organism: null,
        };
    if (this.#whose.size >= REMEMBERED) this.#whose.clear();
    this.#whose.set(code, whose);
    return whose;
  }
}

/** @throws NoAttempts */
function headOf(line: string, now: number): AttemptReader {
  const reader = csvLines(line, now);
  if (reader instanceof Unreadable) throw new NoAttempts(reader.reason);
  return reader;
}
