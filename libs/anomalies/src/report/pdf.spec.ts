import { inflateSync } from 'node:zlib';
import { reportPdf } from './pdf.ts';
import { anomaly } from './report.fixture.ts';
import type { AnomalyReport, ReportedAnomaly } from './report-view.ts';

const report = (anomalies: readonly ReportedAnomaly[]): AnomalyReport => ({
  gestionnaire: anomaly.gestionnaire,
  caf: { id: '595', name: 'Caf du Nord' },
  from: '2026-09-01',
  to: '2026-11-23',
  drawnAt: '2026-11-23T10:00:00.000Z',
  position: '0000000000000abc-0000000000000001',
  anomalies,
});
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

it('fits on one page when there is nothing to report, with its title and language', async () => {
  const pdf = await reportPdf(report([]));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pagesOf(pdf)).toBe(1);
  expect(pdf.toString('latin1')).toContain('/Lang (fr-FR)');
});

it('goes on over pages, a justification of ten thousand characters included', async () => {
  const long = { ...anomaly, justification: { ...anomaly.justification!, text: 'mot '.repeat(2500) } };
  const evidence = Array.from({ length: 100 }, (_, index) => ({
    ...anomaly.evidence[0]!,
    attemptId: String(index),
  }));
  const pdf = await reportPdf(report([anomaly, long, { ...anomaly, evidence }]));
  expect(pagesOf(pdf)).toBeGreaterThan(4);
  expect(pagesOf(pdf)).toBeLessThan(10);
  expect(contentOf(pdf)).not.toContain('undefined');
});

function contentOf(pdf: Buffer): string {
  const streams = pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g);
  return [...streams]
    .map(([, data]) => {
      try {
        return inflateSync(Buffer.from(data!, 'latin1')).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}
