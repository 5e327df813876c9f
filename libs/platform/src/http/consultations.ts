import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

/** What is recorded when somebody reads it: journals, the evidence of a case, reports, exports of lists. */
export const CONSULTED = [
  'attempts',
  'days',
  'top',
  'around',
  'attempts-export',
  'own-attempts',
  'sessions',
  'consultations',
  'rule-replay',
  'anomaly',
  'anomaly-report',
  'anomaly-report-csv',
  'anomaly-report-pdf',
  'anomaly-file',
  'anomaly-dossier-pdf',
  'justification-receipt-pdf',
  'monthly-report',
  'monthly-report-file',
  'monthly-reports-export',
  'question',
  'incident',
  'attestation-file',
  'control',
  'control-file',
  'controls-export',
  'annex-pdf',
  'annex-draft-pdf',
  'access-review-pdf',
  'access-reviews-export',
  'reviewed-persons-export',
  'partners-to-review-export',
  'accounts-export',
  'persons-export',
  'blocks-export',
  'requests-export',
  'habilitations-export',
  'conventions-export',
  'establishments-export',
  'incidents-export',
  'declarations-export',
  'expected-declarations-export',
  'consultations-export',
  'departures-export',
  'attestations-export',
  'anomalies-export',
  'sanctions-export',
  'acts',
  'acts-export',
  'act-receipt',
  'personal-data-export',
  'partner-dossier',
  'conformity',
  'conformity-pdf',
] as const;
export type Consulted = (typeof CONSULTED)[number];

export const CONSULTATION = 'greffe:consultation';

/** In the OpenAPI document: under which name reading this is recorded. */
export const CONSULTATION_EXTENSION = 'x-consultation';

/** Whoever reads this is recorded, with what they asked for, before they are answered. */
export const RecordsConsultation = (view: Consulted) =>
  applyDecorators(SetMetadata(CONSULTATION, view), ApiExtension(CONSULTATION_EXTENSION, view));
