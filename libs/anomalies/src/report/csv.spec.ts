import { reportCsv } from './csv.ts';
import { anomaly } from './report.fixture.ts';

it('opens in a French spreadsheet, holds no formula, and tells the two hours of a change of clocks apart', () => {
  const csv = reportCsv({ anomalies: [anomaly] });
  expect(csv.startsWith('\ufeffAnomalie;Règle;')).toBe(true);
  const [, line, rest] = csv.split('\r\n');
  expect(rest).toBe('');
  expect(line).toBe(
    [
      '1f1b2c3d-0000-5000-8000-000000000001;Tentative sur un code fermé;1;Avenant, art. 3;Élevée;A000123;;Nadia Lambert',
      '2026-10-25T02:30:05+02:00;2026-10-25T02:30:05+01:00;"Une tentative ; une seule.";Close;26/10/2026;10/11/2026',
      `"'=HYPERLINK(""http://x"";""y"")";2026-11-12T10:00:00+01:00;2;Insuffisante;'+33 3 20;;4`,
      '2026-10-25T02:30:05+02:00 Code bloqué 10.0.0.1 | 2026-10-25T02:30:05+01:00 3\u00a0× Inutilisé trop longtemps',
    ].join(';'),
  );
});

it('says which codes were tried where the case is about a network', () => {
  const ofNetwork = { ...anomaly, userCode: null, network: '10.0.0.0/24' };
  expect(reportCsv({ anomalies: [ofNetwork] })).toContain('Code bloqué A000123 10.0.0.1 | ');
});

it.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '\n=1'])('makes a text of %j', (comment) => {
  const csv = reportCsv({ anomalies: [{ ...anomaly, verdict: { ...anomaly.verdict!, comment } }] });
  expect(csv).toContain(`'${comment}`);
});
