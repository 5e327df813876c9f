import { Documents } from '#platform';
import { describeWithPoppler, lettersOf, pagesOf, seenPdf } from '../../../../test/support/pdf.ts';
import { AMENDMENT } from '../amendment/amendment.ts';
import { RULES } from '../domain/rules.ts';
import type { ConformityView } from '../read-models/conformity/view.ts';
import { conformityDocument } from './conformity-document.ts';

const AT = '2026-11-12T13:05:09.000Z';

/** Of every clause there is something to be settled, and it was exercised. */
const view = (more: Partial<ConformityView> = {}): ConformityView => ({
  organism: { id: '595', name: 'Caf du Nord' },
  on: '2026-11-29',
  position: '00000000000002f1-0000000000000a41',
  checkpoint: { size: 14_233, root: 'bL/2ufDcImv/LGAWeOpRinhJikBdwsgd+PmYKlYpKkQ=', signedAt: AT },
  seal: { lastFullAt: AT, lastAt: AT, faults: 0 },
  outside: {
    stampedAt: AT,
    witnesses: [
      { name: 'temoin.ville.example', size: 14_230, cosignedAt: AT, fault: null, failingSince: null },
      { name: 'temoin.caf.example', size: 12_001, cosignedAt: AT, fault: 'forked', failingSince: AT },
      { name: 'w3.example', size: null, cosignedAt: null, fault: 'away', failingSince: AT },
    ],
  },
  states: { 'to-settle': 29, kept: 0, unused: 0 },
  articles: AMENDMENT.map(({ title, subject, clauses }) => ({
    title,
    subject,
    clauses: clauses.map(({ id, words, rules }) => ({
      id,
      words,
      rules: rules.map((rule) => ({ id: rule, name: RULES[rule], href: null })),
      state: 'to-settle',
      since: AT,
      exercised: { at: AT, what: 'Code bloqué', href: '/actes' },
      evidence: [{ count: 1284, orMore: false, label: 'codes', href: '/codes' }],
      notInOrder: [{ count: 10_000, orMore: true, label: 'à régler', href: '/codes?state=blocked' }],
    })),
  })),
  ...more,
});

const documents = new Documents({ withinMs: 60_000 });
afterAll(() => documents.onModuleDestroy());
const composed = (more?: Partial<ConformityView>) => documents.compose(conformityDocument(view(more)));

it('has the same bytes for the same position', async () => {
  const [one, same, other] = [await composed(), await composed(), await composed({ position: '1-2' })];
  expect(one.equals(same)).toBe(true);
  expect(one.equals(other)).toBe(false);
});

describeWithPoppler('the conformity as a document', () => {
  it('is a tagged PDF/A-3a of its day, with its data', async () => {
    const { info, metadata, fonts, attachments } = await seenPdf(await composed());
    expect(info).toMatchObject({
      Title: 'Conformité à l’avenant, Caf du Nord',
      Author: 'Caf du Nord',
      Tagged: 'yes',
      CreationDate: expect.stringMatching(/Nov 29 .*2026/),
    });
    expect(metadata).toMatch(/<pdfaid:part>3<.*<pdfaid:conformance>A</s);
    expect(fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    expect(JSON.parse(attachments['donnees.json']!)).toMatchObject({ position: view().position });
  });

  it('has every clause in its own words, with what was counted', async () => {
    const printed = (await pagesOf(await composed())).join('\n');
    expect(printed).not.toMatch(/ \.(?:\s|$)/);
    const read = lettersOf(printed);
    for (const { words } of AMENDMENT.flatMap(({ clauses }) => clauses))
      for (const paragraph of words.split('\n')) expect(read).toContain(lettersOf(paragraph));
    expect(read).toContain(lettersOf('1\u202f284 codes'));
    expect(read).toContain(lettersOf('10\u202f000 ou plus, à régler'));
    expect(read).toContain(lettersOf('12 novembre 2026 à 14 h 05, Code bloqué'));
    expect(read).toContain(lettersOf('scellé sur 14\u202f233 événements'));
    expect(read).toContain(
      lettersOf('temoin.ville.example : a contresigné 14\u202f230 événements le 12 novembre 2026 à 14 h 05.'),
    );
    expect(read).toContain(lettersOf('il a vu un autre registre.'));
    expect(read).toContain(lettersOf('w3.example : n’a encore rien contresigné'));
    expect(read).toContain(lettersOf('un point de contrôle existait le 12 novembre 2026'));
    expect(read).toContain(lettersOf('vérifié en entier le 12 novembre 2026 à 14 h 05'));
  });

  it('says so where nothing was signed, exercised or is to be settled', async () => {
    const [article] = view().articles;
    const [clause] = article!.clauses;
    const quiet = { state: 'unused', since: null, exercised: null, evidence: [], notInOrder: [] } as const;
    const read = (
      await pagesOf(
        await composed({
          checkpoint: null,
          seal: null,
          states: { 'to-settle': 0, kept: 0, unused: 1 },
          articles: [{ ...article!, clauses: [{ ...clause!, ...quiet }] }],
        }),
      )
    ).join('\n');
    expect(read).toContain('Pas encore exercée');
    expect(read).not.toContain('Ce qui n’est pas en ordre');
    expect(read).not.toContain('scellé');
  });
});
