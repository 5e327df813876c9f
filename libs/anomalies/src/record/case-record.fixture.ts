import type { CaseRecord, RecordLine } from './case-record.ts';

const line = (at: string, what: string, who: string, number: number): RecordLine => ({
  at,
  what,
  who,
  position: `0000000000000abc-000000000000000${number}`,
  eventId: `1f1b2c3d-0000-5000-8000-00000000000${number}`,
});

const detected = line('2026-10-25T00:30:06.000Z', 'Anomalie détectée', 'Greffe', 1);
const notified = line('2026-10-26T08:00:00.000Z', 'Notifiée au partenaire', 'Greffe', 2);
const asked = line('2026-10-27T08:00:00.000Z', 'Question posée à l’agent', 'Claude Martin (G000001)', 3);
const answered = line('2026-10-28T08:00:00.000Z', 'Réponse de l’agent', 'Nadia Lambert (A000123)', 4);
const justified = line('2026-11-12T09:00:00.000Z', 'Justification reçue', 'Claude Martin (G000001)', 5);
const judged = line('2026-11-13T09:00:00.000Z', 'Conclusion de la Caf', 'Olivier Prévost', 6);

/** A case with everything that a case can have, but a dismissal. */
export const caseRecord: CaseRecord = {
  anomalyId: '1f1b2c3d-0000-5000-8000-000000000001',
  position: judged.position,
  detection: {
    ...detected,
    rule: { id: 'closed-code', version: 2, title: 'Tentative sur un code fermé', hash: 'c'.repeat(64) },
    severity: 'high',
    article: 'Avenant, art. 3',
    sentence: 'Deux tentatives sur le code A000123, qui est fermé.',
    userCode: 'A000123',
    name: 'Nadia Lambert',
    network: null,
    gestionnaire: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
    cafId: '595',
    detectedAt: '2026-10-25T00:30:05.000Z',
    sufficient: { count: 1, attemptIds: ['2f1b2c3d-0000-5000-8000-000000000001'] },
  },
  evidence: [
    {
      attemptId: '2f1b2c3d-0000-5000-8000-000000000001',
      at: '2026-10-25T00:30:05.000Z',
      outcome: 'blocked',
      address: '10.0.0.1',
      userCode: 'A000123',
      count: 1,
    },
    {
      attemptId: '2f1b2c3d-0000-5000-8000-000000000002',
      at: '2026-10-25T01:30:05.000Z',
      outcome: 'throttled',
      address: null,
      userCode: 'A000123',
      count: 3,
    },
  ],
  notice: {
    ...notified,
    notifiedOn: '2026-10-26',
    dueOn: '2026-11-10',
    by: { kind: 'mail', userCode: 'G000001', acceptedAt: '2026-10-26T07:59:00.000Z' },
  },
  question: { ...asked, agent: 'Nadia Lambert', attempts: 2 },
  statement: { ...answered, answer: 'no', text: 'J’étais en congé.' },
  justification: {
    ...justified,
    text: 'L’agente était en congé.\nVoir l’attestation.',
    files: [
      {
        id: '3f1b2c3d-0000-5000-8000-000000000001',
        name: 'attestation.pdf',
        type: 'application/pdf',
        size: 120_000,
        sha256: 'ab'.repeat(32),
      },
    ],
    late: true,
    daysLate: 2,
  },
  verdict: { ...judged, verdict: 'insufficient', comment: 'Rien ne dit qui c’était.', sanction: null },
  dismissal: null,
  history: [detected, notified, asked, answered, justified, judged],
};

/** What comes from one network and concerns several partners, dismissed: everything that may be missing is. */
export const bareRecord: CaseRecord = {
  ...caseRecord,
  detection: {
    ...caseRecord.detection,
    userCode: null,
    name: null,
    network: '203.0.113.7',
    gestionnaire: null,
    sufficient: null,
  },
  evidence: [],
  notice: null,
  question: null,
  statement: null,
  justification: null,
  verdict: null,
  dismissal: { ...judged, reason: 'Essai du support.' },
};
