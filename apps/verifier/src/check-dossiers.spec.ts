import { createHash } from 'node:crypto';
import {
  CompactRange,
  checkpointText,
  type Dossier,
  type DossierEntry,
  dossierText,
  ed25519,
  entryText,
  headText,
  leafHash,
  signerFrom,
  signNote,
  tlogProofText,
} from '#transparency';
import { check, type GivenFile } from './check.ts';
import { isGood, sentenceOf } from './words.ts';

const LOG = 'greffe.example';
const signer = signerFrom(ed25519, LOG, Buffer.alloc(32, 1));
const PARTY = { id: '21590410000017', name: 'Mairie de Mons' };
const KEYS = { name: 'cles.txt', text: `${signer.verifierKey}\n` };

const entry = (number: number, past: string): DossierEntry => {
  const text = JSON.stringify({ party: PARTY.id, past, number });
  const readable = {
    at: '2026-11-02T08:00:00.000Z',
    by: 'La Caf',
    title: 'Acte',
    detail: null,
    reason: null,
  };
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

/** Of the only party of a log; `past`: what its entries say. */
function dossier(size: number, earlier = 0, past = 'first'): Dossier {
  const entries = Array.from({ length: size }, (_, at) => entry(at + 1, past));
  const rangeOf = (some: readonly DossierEntry[]) =>
    CompactRange.of(some.map((one) => leafHash(entryText(one))));
  const head = { ordinal: 0, size, root: rangeOf(entries).root, blind: Buffer.alloc(16, 1) };
  const directoryRoot = leafHash(headText(head)).toString('base64');
  const upTo = 7 * (size + 1);
  const data = { concerns: 'v1', upTo, partners: 1, directoryRoot };
  const extra = Buffer.from(
    JSON.stringify({ stream: 'heads-v1', type: 'HeadsSealed', data, recordedAt: '2026-11-03T00:10:00.000Z' }),
  );
  // The heads are the last of the events: their siblings are all that came before.
  const before = CompactRange.of(Array.from({ length: upTo }, (_, index) => leafHash(`event ${index}`)));
  const hashes = [...before.hashes].reverse();
  const log = new CompactRange(before.size, before.hashes);
  log.append(leafHash(extra));
  const checkpoint = signNote(checkpointText({ origin: LOG, size: upTo + 1, root: log.root }), [signer]);
  return {
    log: LOG,
    concerns: 'v1',
    party: PARTY,
    before: earlier,
    range: rangeOf(entries.slice(0, earlier)).hashes,
    entries: entries.slice(earlier),
    head,
    directory: { size: 1, proof: [] },
    sealed: tlogProofText({ extra, index: upTo, hashes, checkpoint }),
  };
}

const file = (given: Dossier, name = 'dossier.json'): GivenFile => ({ name, text: dossierText(given) });

function told(...files: GivenFile[]): string[] {
  const verdict = check([KEYS, ...files]);
  return verdict.findings.map((finding) => `${isGood(finding) ? '+' : '-'} ${sentenceOf(finding, verdict)}`);
}

const withEntries = (given: Dossier, entries: readonly DossierEntry[]): Dossier => ({ ...given, entries });

describe('a dossier', () => {
  it('is told to be whole, in words of people', () => {
    expect(told(file(dossier(20)))).toEqual([
      '+ Le dossier de Mairie de Mons au registre « greffe.example », arrêté le 3 novembre 2026 à\u00a01\u00a0h\u00a010\u00a0min\u00a000\u00a0s, est complet : les pièces n° 1 à 20 y sont toutes. Rien n’y a été modifié, retiré, ajouté ni déplacé.',
    ]);
    expect(told(file(dossier(20, 20)))[0]).toContain('aucune pièce après la n° 20');
    expect(told(file(dossier(20, 5)))[0]).toContain(
      'À quel partenaire il appartient se prouve par le premier',
    );
    const given = dossier(3);
    const silent = withEntries(
      given,
      given.entries.with(1, { ...given.entries[1]!, text: null, readable: null }),
    );
    expect(told(file(silent))[0]).toContain(
      '1 pièce y est prouvée sans que l’on puisse lire ce qu’elle dit.',
    );
    const relabelled = { ...given, party: { id: '21590350000001', name: 'Une autre' } };
    expect(told(file(relabelled))[0]).toContain('sa première pièce est celle d’un autre partenaire.');
  });

  it('says what was done to it', () => {
    const given = dossier(20, 5);
    const { entries } = given;
    const cases: [Dossier, string][] = [
      [withEntries(given, entries.toSpliced(3, 1)), 'il manque la pièce n° 9.'],
      [withEntries(given, entries.toSpliced(3, 2)), 'il manque les pièces n° 9 et 10.'],
      [withEntries(given, [...entries, entry(21, 'x')]), 'ajout après coup (la pièce n° 21).'],
      [withEntries(given, entries.with(3, { ...entries[3]!, text: '{}' })), 'modification (la pièce n° 9).'],
      [withEntries(given, entries.with(3, entry(9, 'x'))), 'sans que l’on puisse dire laquelle.'],
      [withEntries(given, entries.toReversed()), 'l’ordre a été changé'],
      [{ ...given, head: { ...given.head, size: 19 } }, 'n’est pas celle qui a été scellée'],
      [{ ...given, sealed: dossier(19).sealed }, 'n’est pas celle qui a été scellée'],
      [{ ...given, concerns: 'v0' }, 'ne scelle pas ce dossier'],
    ];
    for (const [tampered, words] of cases) {
      const [said] = told(file(tampered));
      expect(said).toMatch(/^- /);
      expect(said).toContain(words);
    }
  });

  it('is not believed without the key of its register, and never ends the check of other files', () => {
    const [one] = check([file(dossier(3))]).findings;
    expect(one).toMatchObject({ outcome: 'unsigned' });
    const broken = { name: 'x', text: '{"format":"greffe-dossier/v1"}' };
    expect(check([KEYS, broken, file(dossier(3))]).findings.map(({ outcome }) => outcome)).toEqual([
      ...['unreadable', 'dossier'],
    ]);
  });

  it('knows the documents that its entries name', () => {
    const sha256 = createHash('sha256').update('%PDF').digest('hex');
    const given = dossier(3, 0, sha256);
    const verdict = check([KEYS, file(given), { name: 'rapport.pdf', text: '%PDF', sha256 }]);
    expect(sentenceOf(verdict.findings[1]!, verdict)).toBe(
      'Document que nomme la pièce n° 1 du dossier de Mairie de Mons : c’est bien lui, octet pour octet.',
    );
    const other = { name: 'rapport.pdf', text: 'x', sha256: 'ab'.repeat(32) };
    expect(check([KEYS, file(given), other]).findings[1]).toMatchObject({ outcome: 'unreadable' });
  });

  it('is held against those before: it goes on, leaves a gap, or tells another past', () => {
    const first = file(dossier(13), 'ancien.json');
    const next = (given: Dossier) => told(first, file(given)).map((said) => said.split(' déplacé. ').at(-1));
    expect(next(dossier(20, 9))[1]).toBe(
      'Il contient, inchangé, votre dossier précédent (ancien.json, jusqu’à la pièce n° 13).',
    );
    expect(next(dossier(20, 13))[1]).toContain('Il contient, inchangé');
    expect(next(dossier(20, 15))[1]).toContain('les pièces n° 14 à 15 ne vous ont pas été données');
    expect(next(dossier(20, 9, 'other'))[1]).toContain('le passé a été changé');
    // Of two that go equally far, one is the one before.
    const same = next(dossier(13, 9));
    expect(same.map((said) => said!.includes('votre dossier précédent'))).toEqual([false, true]);
  });
});
