import { join } from 'node:path';
import { type DocumentSource, inParis, notFound, parisDateOf } from '#platform';
import type { CaseRecord } from '../record/case-record.ts';

/**
 * What the partner has sent, to keep: it follows from the justification alone, and is the same for ever.
 * @throws Refusal justification-not-found
 */
export function justificationReceiptDocument({
  anomalyId,
  detection,
  justification,
}: CaseRecord): DocumentSource {
  if (!justification) {
    throw notFound('justification-not-found', 'Aucune justification n’a encore été envoyée.');
  }
  const { rule, sentence, userCode, network, gestionnaire, cafId } = detection;
  return {
    template: join(import.meta.dirname, 'justification-receipt.typ'),
    data: {
      anomalyId,
      rule,
      sentence,
      userCode,
      network,
      cafId,
      gestionnaire: gestionnaire?.name ?? '',
      on: parisDateOf(justification.at),
      position: justification.position,
      justification: { ...justification, at: inParis(justification.at) },
    },
  };
}
