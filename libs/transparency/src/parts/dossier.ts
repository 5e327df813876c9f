import { HASH_BYTES } from '../hashing.ts';
import { jsonFile, Read } from './json-file.ts';
import { type OpenedValue, openedIn } from './opened-values.ts';
import { BLIND_BYTES, type PartEntry, type PartHead } from './part-leaves.ts';

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

export const dossierText = (dossier: Dossier): string => jsonFile({ format: DOSSIER_FORMAT, ...dossier });

/** @throws MalformedFile */
export function parseDossier(text: string): Dossier {
  const read = Read.file(text, DOSSIER_FORMAT);
  const [party, head, directory] = [read.object('party'), read.object('head'), read.object('directory')];
  return {
    log: read.text('log'),
    concerns: read.text('concerns'),
    sealed: read.text('sealed'),
    party: { id: party.text('id'), name: party.text('name') },
    before: read.count('before'),
    range: read.hashes('range'),
    entries: read.objects('entries').map(entryIn),
    head: {
      ordinal: head.count('ordinal'),
      size: head.count('size'),
      root: head.bytes('root', HASH_BYTES),
      blind: head.bytes('blind', BLIND_BYTES),
    },
    directory: { size: directory.count('size'), proof: directory.hashes('proof') },
  };
}

function entryIn(read: Read): DossierEntry {
  const readable = read.orNull('readable', () => read.object('readable'));
  return {
    number: read.count('number'),
    index: read.count('index'),
    leaf: read.bytes('leaf', HASH_BYTES),
    told: read.bytes('told', HASH_BYTES),
    text: read.orNull('text', () => read.text('text')),
    opened: openedIn(read),
    readable: readable && {
      at: readable.text('at'),
      by: readable.text('by'),
      title: readable.text('title'),
      detail: readable.orNull('detail', () => readable.text('detail')),
      reason: readable.orNull('reason', () => readable.text('reason')),
    },
  };
}
