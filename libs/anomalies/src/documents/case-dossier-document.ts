import { join } from 'node:path';
import { OUTCOME_NAMES } from '#connections';
import { type DocumentSource, inParis, parisDateOf, SANCTION_NAMES } from '#platform';
import { ANSWER_NAMES, SEVERITY_NAMES, VERDICT_NAMES } from '../domain/wording.ts';
import type { CaseRecord, RecordLine } from '../record/case-record.ts';

const LABELS = {
  answer: ANSWER_NAMES,
  verdict: VERDICT_NAMES,
  sanction: SANCTION_NAMES,
  severity: SEVERITY_NAMES,
  outcome: OUTCOME_NAMES,
};

/** The whole case, to be read by somebody who knows nothing of Greffe. It follows from the log up to its position alone. */
export function caseDossierDocument(record: CaseRecord): DocumentSource {
  const { detection, notice, history } = record;
  const by = notice?.by ?? null;
  return {
    template: join(import.meta.dirname, 'case-dossier.typ'),
    data: {
      ...record,
      labels: LABELS,
      on: parisDateOf(history.at(-1)!.at),
      detection: { ...inParisTime(detection), detectedAt: inParis(detection.detectedAt) },
      evidence: record.evidence.map((attempt) => ({ ...attempt, at: inParis(attempt.at) })),
      notice: notice && {
        ...inParisTime(notice),
        by: by?.kind === 'mail' ? { ...by, acceptedAt: inParis(by.acceptedAt) } : by,
      },
      question: record.question && inParisTime(record.question),
      statement: record.statement && inParisTime(record.statement),
      justification: record.justification && inParisTime(record.justification),
      verdict: record.verdict && inParisTime(record.verdict),
      dismissal: record.dismissal && inParisTime(record.dismissal),
      history: history.map(inParisTime),
    },
  };
}

const inParisTime = <Line extends RecordLine>(line: Line): Line => ({ ...line, at: inParis(line.at) });
