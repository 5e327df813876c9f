import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { checkpointText } from '../checkpoint.ts';
import { CompactRange } from '../compact-range.ts';
import { ed25519 } from '../ed25519.ts';
import { leafHash } from '../hashing.ts';
import { signerFrom } from '../key-text.ts';
import { signNote, UnverifiedNote } from '../note.ts';
import { inclusionProof } from '../proofs.ts';
import { tlogProofText } from '../tlog-proof.ts';
import { treeOf } from '../tree.fixture.ts';
import { checkDossier, rootIn } from './check-dossier.ts';
import { DOSSIER_FORMAT, type Dossier, type DossierEntry, dossierText, parseDossier } from './dossier.ts';
import { isOfFormat, MalformedFile } from './json-file.ts';
import { areCommitted, withOpened } from './opened-values.ts';
import { entryText, headText, type PartHead } from './part-leaves.ts';

const LOG = 'greffe.example';
const signer = signerFrom(ed25519, LOG, Buffer.alloc(32, 1));
const PARTIES = 3;
/** Events before the one that seals heads. */
const SEALED = 256;
const blindOf = (ordinal: number) => Buffer.alloc(16, ordinal + 1);

const entry = (number: number, says = `pièce ${number}`): DossierEntry => {
  const text = JSON.stringify({
    says,
    party: '21590410000017',
    $personal: { key: 'k', fields: `of person ${number}` },
  });
  const readable = { at: '2026-11-02T08:00:00.000Z', by: 'La Caf', title: says, detail: null, reason: null };
  return {
    number,
    index: number * 7,
    leaf: leafHash(`stored ${number}`),
    told: leafHash(text),
    text,
    readable,
    opened: [],
  };
};

const entriesOf = (size: number) => Array.from({ length: size }, (_, at) => entry(at + 1));
const rangeOf = (entries: readonly DossierEntry[]) =>
  CompactRange.of(entries.map((one) => leafHash(entryText(one))));

const made = new Map<string, Dossier>();

/** A dossier of the party 1 of a log in which each party has so many entries. */
function dossier(size: number, before = 0): Dossier {
  const name = `${size} ${before}`;
  const given = made.get(name) ?? newDossier(size, before);
  made.set(name, given);
  return given;
}

/** Heads that are sealed otherwise. */
interface Changed {
  readonly stream?: string;
  readonly data?: object;
}

function newDossier(size: number, before: number, changed: Changed = {}): Dossier {
  const entries = entriesOf(size);
  const { root } = rangeOf(entries);
  const heads = Array.from(
    { length: PARTIES },
    (_, ordinal): PartHead => ({ ordinal, size, root, blind: blindOf(ordinal) }),
  );
  const directory = rangeOf([]);
  const leaves = heads.map((head) => leafHash(headText(head)));
  for (const leaf of leaves) directory.append(leaf);
  const directoryRoot = directory.root.toString('base64');
  const data = { concerns: 'v1', upTo: SEALED, partners: PARTIES, directoryRoot, ...changed.data };
  const { stream = 'heads-v1' } = changed;
  const sealed = JSON.stringify({
    stream,
    type: 'HeadsSealed',
    data,
    recordedAt: '2026-11-03T00:10:00.000Z',
  });
  const log = CompactRange.of(Array.from({ length: SEALED }, (_, index) => leafHash(`before ${index}`)));
  const { root: before256 } = log;
  log.append(leafHash(sealed));
  const note = signNote(checkpointText({ origin: LOG, size: SEALED + 1, root: log.root }), [signer]);
  return {
    log: LOG,
    concerns: 'v1',
    party: { id: '21590410000017', name: 'Mairie' },
    before,
    range: rangeOf(entries.slice(0, before)).hashes,
    entries: entries.slice(before),
    head: heads[1]!,
    // Leaf 1 of three: its sibling is leaf 0, then comes leaf 2.
    directory: { size: PARTIES, proof: [leaves[0]!, leaves[2]!] },
    sealed: tlogProofText({
      // Those before it are a whole tree, which stands beside it.
      extra: Buffer.from(sealed),
      index: SEALED,
      hashes: [before256],
      checkpoint: note,
    }),
  };
}

const faultOf = (given: Dossier) => checkDossier(given, [signer]).fault;

/** Another dossier with other entries. */
const withEntries = (given: Dossier, change: (entries: DossierEntry[]) => DossierEntry[]): Dossier => ({
  ...given,
  entries: change([...given.entries]),
});

const renumbered = (given: Dossier): Dossier =>
  withEntries(given, (entries) => entries.map((one, at) => ({ ...one, number: given.before + 1 + at })));

/** What an entry says, with what another keeps encrypted. */
const withPersonalOf = ({ text: to }: DossierEntry, { text: from }: DossierEntry): string =>
  JSON.stringify({ ...JSON.parse(to!), $personal: JSON.parse(from!).$personal });

const sizes = fc
  .integer({ min: 2, max: 16 })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 2 })));
/** With a place among its entries. */
const cases = sizes.chain(([size, before]) =>
  fc.tuple(fc.constant(size), fc.constant(before), fc.nat({ max: size - before - 1 })),
);

/** Tamperings of each kind. Where one is overlooked, fast-check prints its seed, with which it comes again. */
const each = (check: (given: Dossier, at: number, size: number) => void) =>
  fc.assert(
    fc.property(cases, ([size, before, at]) => check(dossier(size, before), at, size)),
    { numRuns: 1000 },
  );

describe('a dossier', () => {
  it('proves, whole or from some entry on, that all that was sealed is there', () =>
    each((given) => {
      expect(checkDossier(given, [signer])).toMatchObject({
        checkpoint: { origin: LOG, size: SEALED + 1 },
        sealedAt: '2026-11-03T00:10:00.000Z',
        fault: null,
      });
    }));

  it('is the same after it was written and read', async () => {
    const given = dossier(20, 3);
    expect(isOfFormat(dossierText(given), DOSSIER_FORMAT)).toBe(true);
    expect(parseDossier(dossierText(given))).toEqual(given);
  });

  it('goes on from the one before: it has the root that its reader has kept', async () => {
    const [first, next] = [dossier(13), dossier(20, 9)];
    expect(rootIn(next, 13)).toEqual(first.head.root);
    expect(rootIn(next, 8)).toBeNull();
    expect(rootIn(next, 21)).toBeNull();
  });

  it('proves as much of entries that its reader may not read', () =>
    each((given, at) => {
      const withheld = withEntries(given, (entries) =>
        entries.with(at, { ...entries[at]!, text: null, readable: null }),
      );
      expect(faultOf(withheld)).toBeNull();
    }));

  it.each<[string, Changed]>([
    ['in another stream, which whoever may add to the log can write', { stream: 'heads-x' }],
    ['for more events than stood before it', { data: { upTo: SEALED + 1 } }],
    ['for no number of events', { data: { upTo: '256' } }],
  ])('is not sealed by heads %s', (_, changed) =>
    expect(faultOf(newDossier(5, 0, changed))).toEqual({ kind: 'not-sealed', numbers: [] }),
  );

  it('holds no entry that came after its heads were sealed', () =>
    expect(faultOf(newDossier(5, 0, { data: { upTo: 28 } }))).toEqual({ kind: 'added', numbers: [4, 5] }));

  it('is of the party that its first entry names', () => {
    const given = { ...dossier(5), party: { id: '21590350000001', name: 'Une autre' } };
    expect(faultOf(given)).toEqual({ kind: 'other-party', numbers: [1] });
    expect(faultOf({ ...dossier(5, 2), party: given.party })).toBeNull();
  });

  it('shows the entry whose text was changed', () =>
    each((given, at) => {
      const changed = withEntries(given, (entries) => entries.with(at, { ...entries[at]!, text: '{}' }));
      expect(faultOf(changed)).toEqual({ kind: 'changed', numbers: [given.before + at + 1] });
    }));

  it('opens what is kept encrypted, and shows another value in its place, or in another place', async () => {
    const opening = Buffer.alloc(32, 7);
    const committed = (value: string) => createHmac('sha256', opening).update(value).digest('base64url');
    const encrypted = { key: 'k', fields: 'x', commitments: { name: committed('"Camille"') } };
    const data = { id: 1, $personal: encrypted, by: [{ $personal: encrypted }] };
    const text = JSON.stringify({ type: 'T', data });
    const opened = ['/name', '/by/0/name'].map((path) => ({ path, value: '"Camille"', opening }));
    expect(areCommitted(text, opened)).toBe(true);
    expect(withOpened(text, opened)).toEqual({
      type: 'T',
      data: { id: 1, name: 'Camille', by: [{ name: 'Camille' }] },
    });
    const [first] = opened;
    for (const other of [
      { ...first!, value: '"Claire"' },
      { ...first!, path: '/id' },
      { ...first!, path: '/by/1/name' },
      { ...first!, path: '' },
      { ...first!, opening: Buffer.alloc(32, 8) },
    ]) {
      expect(areCommitted(text, [other])).toBe(false);
    }
    const given = dossier(3);
    const forged = withEntries(given, (entries) => entries.with(1, { ...entries[1]!, opened: [first!] }));
    expect(faultOf(forged)).toEqual({ kind: 'changed', numbers: [2] });
  });

  it('shows that an entry was changed, however well it was done', () =>
    each((given, at) => {
      const { number } = given.entries[at]!;
      const forged = { ...entry(number, 'autre chose'), index: number * 7 };
      expect(faultOf(withEntries(given, (entries) => entries.with(at, forged)))).toEqual({
        kind: 'changed',
        numbers: [],
      });
    }));

  it('shows which entry was removed, and that one was where the others were given its number', () =>
    each((given, at) => {
      const removed = withEntries(given, (entries) => entries.toSpliced(at, 1));
      const number = given.before + at + 1;
      expect(faultOf(removed)).toEqual({ kind: 'removed', numbers: [number] });
      expect(faultOf(renumbered(removed))).toMatchObject({ kind: 'removed' });
    }));

  it('shows which entry was added, and that one was where the others were given its number', () =>
    each((given, at, size) => {
      const added = withEntries(given, (entries) => entries.toSpliced(at, 0, entry(size + 1, 'ajoutée')));
      expect(faultOf(added)).toEqual({ kind: 'added', numbers: [size + 1] });
      expect(faultOf(renumbered(added))).toMatchObject({ kind: 'added' });
      const twice = withEntries(given, (entries) => [...entries, entries[at]!]);
      expect(faultOf(twice)).toEqual({ kind: 'added', numbers: [given.entries[at]!.number] });
    }));

  it('shows which entries were cut off its end', () =>
    each((given, at, size) => {
      const cut = withEntries(given, (entries) => entries.slice(0, at));
      const numbers = Array.from({ length: size - given.before - at }, (_, n) => given.before + at + 1 + n);
      expect(faultOf(cut)).toEqual({ kind: 'removed', numbers });
    }));

  it('shows the two entries whose ciphertexts were swapped', () =>
    each((given, at) => {
      const other = (at + 1) % given.entries.length;
      if (other === at) return;
      const [one, another] = [given.entries[at]!, given.entries[other]!];
      const swapped = withEntries(given, (entries) =>
        entries
          .with(at, { ...one, text: withPersonalOf(one, another) })
          .with(other, { ...another, text: withPersonalOf(another, one) }),
      );
      const numbers = [one.number, another.number].sort((a, b) => a - b);
      expect(faultOf(swapped)).toEqual({ kind: 'changed', numbers });
    }));

  it('shows entries in another order, also where they were given the numbers that go with it', () =>
    each((given, at) => {
      const other = (at + 1) % given.entries.length;
      if (other === at) return;
      const [first, second] = [given.entries[at]!, given.entries[other]!];
      const swapped = withEntries(given, (entries) => entries.with(at, second).with(other, first));
      expect(faultOf(swapped)).toMatchObject({ kind: 'reordered' });
      expect(faultOf(renumbered(swapped))).toMatchObject({ kind: 'reordered' });
    }));

  it('shows another range in place of what came before', async () => {
    const given = dossier(20, 9);
    expect(faultOf({ ...given, range: given.range.map(() => Buffer.alloc(32)) })).toEqual({
      kind: 'changed',
      numbers: [],
    });
    expect(faultOf({ ...given, range: given.range.slice(1) })).toEqual({ kind: 'changed', numbers: [] });
  });

  it('shows a head that is not the one that was sealed for its party: another’s, an older one, any', async () => {
    const given = dossier(20, 9);
    const { head, directory } = given;
    for (const other of [
      { ...given, head: { ...head, ordinal: 0, blind: blindOf(0) } },
      { ...given, head: { ...head, size: 19 } },
      { ...given, head: { ...head, root: Buffer.alloc(32) } },
      { ...given, head: { ...head, blind: blindOf(2) } },
      { ...given, directory: { ...directory, size: 2 } },
      { ...given, directory: { ...directory, proof: [] } },
    ]) {
      expect(faultOf(other)).toEqual({ kind: 'other-head', numbers: [] });
    }
  });

  it('shows heads of before, with what has come since', () =>
    each((given, at, size) => {
      const older = dossier(given.before + at, given.before);
      const replayed = { ...given, head: older.head, directory: older.directory, sealed: older.sealed };
      const numbers = Array.from({ length: size - given.before - at }, (_, n) => given.before + at + 1 + n);
      expect(faultOf(replayed)).toEqual({ kind: 'added', numbers });
      expect(faultOf({ ...given, sealed: older.sealed })).toEqual({ kind: 'other-head', numbers: [] });
    }));

  it('shows heads that the checkpoint does not seal, or that are by another rule', async () => {
    const given = dossier(20, 9);
    const tree = treeOf(2);
    const note = signNote(checkpointText({ origin: LOG, size: 2, root: tree.tree.root }), [signer]);
    const older = `${given.sealed.slice(0, given.sealed.indexOf('\n\n') + 2)}${note}`;
    const wrong = { kind: 'not-sealed', numbers: [] };
    expect(faultOf({ ...given, sealed: older })).toEqual(wrong);
    expect(faultOf({ ...given, concerns: 'v2' })).toEqual(wrong);
    const extra = Buffer.from('{"type":"AccountBlocked","data":{},"recordedAt":"x"}');
    const checkpoint = signNote(checkpointText({ origin: LOG, size: 1, root: leafHash(extra) }), [signer]);
    const event = tlogProofText({ extra, index: 0, hashes: [], checkpoint });
    expect(faultOf({ ...given, sealed: event })).toEqual(wrong);
    expect(await inclusionProof(0, 2, tree.tiles.source)).toHaveLength(1);
  });

  it('is not believed on the word of another key', () =>
    each((given, at) => {
      const stranger = signerFrom(ed25519, LOG, Buffer.alloc(32, 2 + at));
      expect(() => checkDossier(given, [stranger])).toThrow(UnverifiedNote);
    }));

  it('is no dossier where anything of it is missing, or of another kind', async () => {
    const text = dossierText(dossier(3, 1));
    expect(isOfFormat('{"format":"greffe-dossier/v2"}', DOSSIER_FORMAT)).toBe(false);
    for (const [member, other] of [
      ['format', 'greffe-dossier/v2'],
      ['log', 3],
      ['before', -1],
      ['before', '1'],
      ['range', [null]],
      ['range', {}],
      ['entries', [[]]],
      ['head', null],
      ['directory', { size: 1.5, proof: [] }],
    ] as const) {
      expect(() => parseDossier(JSON.stringify({ ...JSON.parse(text), [member]: other }))).toThrow(
        MalformedFile,
      );
    }
    for (const broken of ['', '{', '[]', 'null']) expect(() => parseDossier(broken)).toThrow(MalformedFile);
  });
});
