import { codesFound } from '#accounts';
import { type Level, levels } from '#detection';
import {
  by,
  type CsvColumn,
  type Fragment,
  filter,
  formatDate,
  formatShortDate,
  fragment,
  inParis,
  OneOf,
  parisDateOf,
  period,
  Text,
  verbatim,
} from '#platform';
import { SEVERITY_NAMES, STATE_NAMES, VERDICT_NAMES } from '../domain/wording.ts';
import { OVER } from '../read-models/anomalies/queue-order.ts';
import type { ListedCase } from '../read-models/anomalies/view.ts';

/** What the lists of cases have in common: the Caf’s, and the partner’s of those that it was told of. */

/** By what is told of a case, or by the holder of its code. */
export const searched = (matches: (column: string) => Fragment): Fragment => fragment`(${matches('a.search')}
  OR a.user_code IN (${codesFound(matches)}))`;

/** Neither closed nor dismissed. */
export const IS_OPEN = verbatim(`a.urgency < ${OVER}`);

export const narrowing = {
  severity: filter(
    OneOf(levels, { optional: true }),
    (severity: Level) => fragment`a.severity = ${severity}`,
  ),
  userCode: filter(
    Text('userCode', { optional: true, description: 'The code concerned' }),
    (code: string) => fragment`a.user_code = ${code}`,
  ),
  ...period.instants('a.detected_at', 'of detection'),
};

const id = by.id('a.id');

export const sorts = {
  /** `URGENCY`, and what has waited longest before the others of the same. */
  urgency: [by.whole('a.urgency'), by.whole('a.turn'), id],
  detected: [by.instant('a.detected_at'), id],
  /** Those that nobody waits for come last. */
  due: [by.day(`coalesce(a.due, '2999-12-31')`), id],
} as const;

export const csv: readonly CsvColumn<ListedCase>[] = [
  ['Anomalie', ({ rule }) => rule.title],
  ['Explication', ({ sentence }) => sentence],
  ['Gravité', ({ severity }) => SEVERITY_NAMES[severity]],
  ['Code', ({ userCode }) => userCode],
  ['Réseau', ({ network }) => network],
  ['Personne', ({ name }) => name],
  ['Gestionnaire', ({ gestionnaire }) => gestionnaire?.name],
  ['Siret', ({ gestionnaire }) => gestionnaire?.id],
  ['Détectée le', ({ detectedAt }) => inParis(detectedAt)],
  ['État', ({ state }) => STATE_NAMES[state]],
  ['Réponse due le', ({ due }) => due && formatShortDate(due)],
  ['Justifiée le', ({ justifiedAt }) => justifiedAt && inParis(justifiedAt)],
  ['Conclusion', ({ conclusion }) => conclusion && VERDICT_NAMES[conclusion]],
  ['Identifiant', ({ id }) => id],
];

export const asFound = ({ id, rule, name, userCode, gestionnaire, detectedAt }: ListedCase) => ({
  title: rule.title,
  detail: [name ?? userCode, gestionnaire?.name, `détectée le ${formatDate(parisDateOf(detectedAt))}`]
    .filter(Boolean)
    .join(', '),
  href: `/anomalies/${id}`,
});
