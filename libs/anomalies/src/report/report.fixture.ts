import { ocsfStatusOf } from '../domain/ocsf.ts';
import type { ReportedAnomaly } from './report-view.ts';

export const anomaly: ReportedAnomaly = {
  id: '1f1b2c3d-0000-5000-8000-000000000001',
  state: 'closed',
  rule: { id: 'closed-code', version: 1, title: 'Tentative sur un code fermé', hash: 'abc' },
  severity: 'high',
  article: 'Avenant, art. 3',
  sentence: 'Une tentative ; une seule.',
  userCode: 'A000123',
  network: null,
  name: 'Nadia Lambert',
  gestionnaire: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
  detectedAt: '2026-10-25T00:30:05.000Z',
  lastHitAt: '2026-10-25T01:30:05.000Z',
  notice: { kind: 'mail', userCode: 'G000001', acceptedAt: '2026-11-24T08:00:00.000Z' },
  notifiedOn: '2026-10-26',
  due: '2026-11-10',
  justification: {
    text: '=HYPERLINK("http://x";"y")',
    files: [
      {
        ...{ id: '1f1b2c3d-0000-5000-8000-000000000009', name: 'attestation.pdf', type: 'application/pdf' },
        ...{ size: 120_000, sha256: 'a'.repeat(64) },
      },
    ],
    at: '2026-11-12T09:00:00.000Z',
    by: 'Claude Martin',
    late: true,
    daysLate: 2,
  },
  verdict: { verdict: 'insufficient', comment: '+33 3 20', sanction: null, at: '2026-11-13T09:00:00.000Z' },
  dismissal: null,
  sufficient: 1,
  evidence: [
    {
      attemptId: 'x',
      at: '2026-10-25T00:30:05.000Z',
      outcome: 'blocked',
      address: '10.0.0.1',
      userCode: 'A000123',
      count: 1,
      isSufficient: true,
    },
    {
      attemptId: 'y',
      at: '2026-10-25T01:30:05.000Z',
      outcome: 'idle',
      address: null,
      userCode: 'A000123',
      count: 3,
      isSufficient: false,
    },
  ],
  history: [],
  ocsf: ocsfStatusOf('closed', 'insufficient'),
};
