import { ERASED } from '#event-sourcing';
import { Documents } from '#platform';
import { describeWithPoppler, lettersOf, pagesOf, seenPdf } from '../../../../test/support/pdf.ts';
import { anomaly } from '../report/report.fixture.ts';
import type { AnomalyReport, ReportedAnomaly } from '../report/report-view.ts';
import { anomalyReportDocument } from './anomaly-report-document.ts';

const report = (anomalies: readonly ReportedAnomaly[]): AnomalyReport => ({
  gestionnaire: anomaly.gestionnaire!,
  caf: { id: '595', name: 'Caf du Nord' },
  from: '2026-09-01',
  to: '2026-11-23',
  drawnAt: '2026-11-23T10:00:00.000Z',
  position: '0000000000000abc-0000000000000001',
  anomalies,
});

/** As the log gives them once their month has expired. */
const withoutOrigin = (evidence: ReportedAnomaly['evidence']) =>
  evidence.map((attempt) => ({ ...attempt, address: null }));

const documents = new Documents();
afterAll(() => documents.onModuleDestroy());
const composed = (drawn: AnomalyReport) => documents.compose(anomalyReportDocument(drawn));
const pages = async (...anomalies: ReportedAnomaly[]) => pagesOf(await composed(report(anomalies)));

it('has the same bytes for the same state of the register, whenever it is asked for', async () => {
  const later = { ...report([anomaly]), drawnAt: '2026-11-24T10:00:00.000Z' };
  expect((await composed(report([anomaly]))).equals(await composed(later))).toBe(true);
});

describeWithPoppler('the report as a document', () => {
  it('says how far the dossier of the gestionnaire goes, and of what the period is, in a monthly one', async () => {
    const [plain, monthly] = [report([anomaly]), { ...report([anomaly]), pieces: 143 }];
    const texts = await Promise.all(
      [plain, monthly].map(async (drawn) => lettersOf((await pagesOf(await composed(drawn))).join('\n'))),
    );
    const saying = (words: string) => texts.map((text) => text.includes(lettersOf(words)));
    expect(saying('jusqu’à la pièce n° 143')).toEqual([false, true]);
    // It has what was told in the month, whenever it was detected.
    expect(saying('Période de détection')).toEqual([true, false]);
    expect(saying('Période de notification')).toEqual([false, true]);
  });

  it('fits on one page when there is nothing to report', async () => {
    const empty = await composed(report([]));
    const { info, fonts } = await seenPdf(empty);
    const [page, ...others] = await pagesOf(empty);
    expect(others).toEqual([]);
    expect(info).toMatchObject({ Title: 'Rapport d’anomalies : Mairie de Mons-en-Barœul', Tagged: 'yes' });
    expect(fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    expect(page).toContain('Aucune anomalie sur cette période.');
  });

  it('R19: tells what it rests on, in the time of Paris, and what came of it', async () => {
    const pdf = await composed(report([anomaly]));
    const letters = lettersOf((await pagesOf(pdf)).join(''));
    const { attachments } = await seenPdf(pdf);
    const sentences = [
      'Du 1er septembre 2026 au 23 novembre 2026',
      '1. Tentative sur un code fermé',
      'Code A000123, Nadia Lambert ; gravité élevée ; Avenant, art. 3 ; règle closed-code, version 1',
      'État : close. Détectée le 25 octobre 2026 à 2 h 30 ; notifiée le 26 octobre 2026 ; réponse due le 10 novembre 2026.',
      '25/10/2026 02:30:05',
      '=HYPERLINK("http://x";"y")',
      'attestation.pdf',
      'a'.repeat(64),
      'Claude Martin, le 12 novembre 2026 à 10 h 00, avec 2 jours de retard.',
      'Insuffisante, le 13 novembre 2026 à 10 h 00.',
      'Registre à la position 0000000000000abc-0000000000000001',
      'Page 1 sur',
    ];
    for (const sentence of sentences) expect(letters).toContain(lettersOf(sentence));
    expect(JSON.parse(attachments['donnees.json']!)).toMatchObject({
      labels: { state: { closed: 'Close' } },
      anomalies: [{ detectedAt: '2026-10-25T02:30:05+02:00', evidence: [{ outcome: 'blocked' }, {}] }],
    });
  });

  it('of a month has the line that an officer has added to a case', async () => {
    const drawn = await pages({ ...anomaly, note: 'Vu avec vous #1.' }, anomaly);
    expect(lettersOf(drawn.join(''))).toContain(lettersOf('Note de la Caf : Vu avec vous #1.'));
  });

  it('names the network of a case that is about no code', async () => {
    const drawn = await pages({ ...anomaly, userCode: null, name: null, network: '203.0.113.7' });
    expect(lettersOf(drawn.join(''))).toContain(lettersOf('Réseau 203.0.113.7 ; gravité élevée'));
  });

  it('says which codes were tried from a network, and where its time is over that it is erased', async () => {
    const ofNetwork = { ...anomaly, userCode: null, name: null, network: '203.0.113.7' };
    const drawn = lettersOf((await pages(ofNetwork)).join(''));
    expect(drawn.match(/A000123/g)).toHaveLength(2);
    const erased = {
      ...ofNetwork,
      network: null,
      sentence: ERASED,
      evidence: withoutOrigin(anomaly.evidence),
    };
    expect(lettersOf((await pages(erased)).join(''))).toContain(lettersOf('Réseau effacé ; gravité élevée'));
  });

  it('goes on over pages, a justification of ten thousand characters included', async () => {
    const text = `${'mot '.repeat(1250)}\n${'x'.repeat(5000)}`;
    const long = { ...anomaly, justification: { ...anomaly.justification!, text } };
    const evidence = Array.from({ length: 100 }, (_, index) => ({
      ...anomaly.evidence[0]!,
      attemptId: String(index),
    }));
    const drawn = await pages(anomaly, long, { ...anomaly, evidence });
    expect(drawn.length).toBeGreaterThan(4);
    expect(drawn.length).toBeLessThan(12);
    expect(drawn.join().match(/\bmot\b/g)).toHaveLength(1250);
    expect(drawn.join().match(/x{2,}/g)!.join('')).toHaveLength(5000);
  });
});
