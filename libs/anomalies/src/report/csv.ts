import { OUTCOME_NAMES } from '#connections';
import { BYTE_ORDER_MARK, csvLine, formatShortDate, inParis } from '#platform';
import { attemptsIn } from '../domain/anomaly-events.ts';
import { SEVERITY_NAMES, STATE_NAMES, times, VERDICT_NAMES } from '../domain/wording.ts';
import type { AnomalyReport, ReportedAnomaly } from './report-view.ts';

const COLUMNS: readonly (readonly [header: string, value: (anomaly: ReportedAnomaly) => string | number])[] =
  [
    ['Anomalie', ({ id }) => id],
    ['Règle', ({ rule }) => rule.title],
    ['Version de la règle', ({ rule }) => rule.version],
    ['Article', ({ article }) => article],
    ['Gravité', ({ severity }) => SEVERITY_NAMES[severity]],
    ['Code', ({ userCode }) => userCode ?? ''],
    ['Réseau', ({ network }) => network ?? ''],
    ['Personne', ({ name }) => name ?? ''],
    ['Détectée le', ({ detectedAt }) => inParis(detectedAt)],
    ['Dernier fait le', ({ lastHitAt }) => inParis(lastHitAt)],
    ['Explication', ({ sentence }) => sentence],
    ['État', ({ state }) => STATE_NAMES[state]],
    ['Notifiée le', ({ notifiedOn }) => (notifiedOn ? formatShortDate(notifiedOn) : '')],
    ['Réponse due le', ({ due }) => (due ? formatShortDate(due) : '')],
    ['Justification', ({ justification }) => justification?.text ?? ''],
    ['Justifiée le', ({ justification }) => (justification ? inParis(justification.at) : '')],
    ['Jours de retard', ({ justification }) => justification?.daysLate ?? ''],
    ['Conclusion', ({ verdict }) => (verdict ? VERDICT_NAMES[verdict.verdict] : '')],
    ['Commentaire', ({ verdict, dismissal }) => verdict?.comment ?? dismissal?.reason ?? ''],
    ['Note de la Caf', ({ note }) => note ?? ''],
    ['Faits', ({ evidence }) => attemptsIn(evidence)],
    [
      'Détail des faits',
      ({ evidence, userCode: code }) =>
        evidence
          .map(({ at, outcome, address, userCode, count }) =>
            // Of a case on one code it goes without saying.
            [inParis(at), times(count), OUTCOME_NAMES[outcome], code === null && userCode, address]
              .filter(Boolean)
              .join(' '),
          )
          .join(' | '),
    ],
  ];

/**
 * For a French spreadsheet: semicolons, UTF-8 with its mark, one line for each anomaly. Days are French, instants ISO 8601
 * with the offset that Paris had: of the hour that comes twice they say which.
 */
export function reportCsv({ anomalies }: Pick<AnomalyReport, 'anomalies'>): string {
  const lines = [
    COLUMNS.map(([header]) => header),
    ...anomalies.map((anomaly) => COLUMNS.map(([, value]) => value(anomaly))),
  ];
  return BYTE_ORDER_MARK + lines.map(csvLine).join('');
}
