import { isDecimal } from '../checkpoint.ts';
import { HASH_BYTES } from '../hashing.ts';
import { fromBase64 } from '../strict-base64.ts';
import type { OpenedValue } from './opened-values.ts';
import { BLIND_BYTES, type PartEntry, type PartHead } from './part-leaves.ts';

/** Not a dossier. */
export class MalformedDossier extends Error {
  override readonly name = 'MalformedDossier';
}

/** What an entry says in the words of people. Nothing proves them but `text`, which they are the words for. */
export interface ReadableEntry {
  /** RFC 3339. */
  readonly at: string;
  readonly by: string;
  readonly title: string;
  readonly detail: string | null;
  readonly reason: string | null;
}

export interface DossierEntry extends PartEntry {
  /** In the part, from 1, without gaps: « pièce n° 143 ». */
  readonly number: number;
  /** What the party is told, as it is stored: what `told` is the hash of. Null where the reader may not read it: it is provable all the same. */
  readonly text: string | null;
  /** What of it is kept encrypted, and was not erased when the dossier was made. */
  readonly opened: readonly OpenedValue[];
  /** Null where the reader may not read it. */
  readonly readable: ReadableEntry | null;
}

/** All that concerns a party since an entry that it has seen before, up to a head that was sealed. */
export interface Dossier {
  /** Name of the log. */
  readonly log: string;
  /** By which rule an event concerns a party. */
  readonly concerns: string;
  readonly party: { readonly id: string; readonly name: string };
  /** Entries that came before. */
  readonly before: number;
  /** The compact range of these. */
  readonly range: readonly Buffer[];
  /** All behind these, in their order. */
  readonly entries: readonly DossierEntry[];
  readonly head: PartHead;
  /** How many heads the directory has, and what proves that this is one of them. */
  readonly directory: { readonly size: number; readonly proof: readonly Buffer[] };
  /** A tlog-proof of the event that sealed the heads, with the event as its `extra`. */
  readonly sealed: string;
}

export const DOSSIER_FORMAT = 'greffe-dossier/v1';

export const dossierText = (dossier: Dossier): string =>
  `${JSON.stringify(
    { format: DOSSIER_FORMAT, ...dossier },
    // A buffer has turned itself into something else before it comes here.
    function (this: Record<string, unknown>, key: string, value: unknown) {
      const own = this[key];
      return Buffer.isBuffer(own) ? own.toString('base64') : value;
    },
    1,
  )}\n`;

/** Whether a text says that it is a dossier. */
export const isDossier = (text: string): boolean =>
  new RegExp(`^\\s*{\\s*"format":\\s*"${DOSSIER_FORMAT}"`).test(text);

/** @throws MalformedDossier */
export function parseDossier(text: string): Dossier {
  const read = new Read(parsed(text), 'dossier');
  if (read.text('format') !== DOSSIER_FORMAT) throw new MalformedDossier('of another format');
  const [party, head, directory] = [read.object('party'), read.object('head'), read.object('directory')];
  return {
    ...{ log: read.text('log'), concerns: read.text('concerns'), sealed: read.text('sealed') },
    party: { id: party.text('id'), name: party.text('name') },
    before: read.count('before'),
    range: read.hashes('range'),
    entries: read.objects('entries').map(entryIn),
    head: {
      ...{ ordinal: head.count('ordinal'), size: head.count('size') },
      ...{ root: head.bytes('root', HASH_BYTES), blind: head.bytes('blind', BLIND_BYTES) },
    },
    directory: { size: directory.count('size'), proof: directory.hashes('proof') },
  };
}

function entryIn(read: Read): DossierEntry {
  const readable = read.orNull('readable', () => read.object('readable'));
  return {
    ...{ number: read.count('number'), index: read.count('index') },
    ...{ leaf: read.bytes('leaf', HASH_BYTES), told: read.bytes('told', HASH_BYTES) },
    text: read.orNull('text', () => read.text('text')),
    opened: read.objects('opened').map((value) => ({
      ...{ path: value.text('path'), value: value.text('value') },
      opening: value.bytes('opening', HASH_BYTES),
    })),
    readable: readable && {
      ...{ at: readable.text('at'), by: readable.text('by'), title: readable.text('title') },
      detail: readable.orNull('detail', () => readable.text('detail')),
      reason: readable.orNull('reason', () => readable.text('reason')),
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedDossier('no JSON');
  }
}

/** An object of somebody else’s, read member by member. */
class Read {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    private readonly name: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong('itself');
    this.#members = value as Record<string, unknown>;
  }

  text(name: string): string {
    const value = this.#members[name];
    if (typeof value !== 'string') throw this.wrong(name);
    return value;
  }

  count(name: string): number {
    const value = this.#members[name];
    if (typeof value !== 'number' || !isDecimal(String(value))) throw this.wrong(name);
    return value;
  }

  bytes(name: string, length: number): Buffer {
    return this.bytesOf(this.#members[name], name, length);
  }

  hashes(name: string): Buffer[] {
    return this.list(name).map((value) => this.bytesOf(value, name, HASH_BYTES));
  }

  object(name: string): Read {
    return new Read(this.#members[name], name);
  }

  objects(name: string): Read[] {
    return this.list(name).map((value) => new Read(value, name));
  }

  orNull<T>(name: string, read: () => T): T | null {
    return this.#members[name] === null ? null : read();
  }

  private list(name: string): readonly unknown[] {
    const value = this.#members[name];
    if (!Array.isArray(value)) throw this.wrong(name);
    return value;
  }

  private bytesOf(value: unknown, name: string, length: number): Buffer {
    const bytes = typeof value === 'string' ? fromBase64(value) : null;
    if (bytes?.length !== length) throw this.wrong(name);
    return bytes;
  }

  private wrong(name: string): MalformedDossier {
    return new MalformedDossier(`${this.name}: ${name}`);
  }
}
