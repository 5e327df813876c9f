import { join } from 'node:path';
import { OUTCOME_NAMES } from '#connections';
import { type DocumentSource, inParis } from '#platform';
import { SEVERITY_NAMES, STATE_NAMES, VERDICT_NAMES } from '../domain/wording.ts';
import type { AnomalyReport, ReportedAnomaly } from '../report/report-view.ts';

/** What its codes are called in French. */
const LABELS = {
  state: STATE_NAMES,
  verdict: VERDICT_NAMES,
  severity: SEVERITY_NAMES,
  outcome: OUTCOME_NAMES,
};

/**
 * The report as a Caf hands it to a partner. Its instants are written in the time of Paris. When it was asked for is not
 * in it: the same state of the register gives the same document.
 */
export function anomalyReportDocument({ drawnAt: _, ...report }: AnomalyReport): DocumentSource {
  return {
    template: join(import.meta.dirname, 'anomaly-report.typ'),
    data: { ...report, labels: LABELS, anomalies: report.anomalies.map(withParisTimes) },
  };
}

const withParisTimes = (anomaly: ReportedAnomaly): ReportedAnomaly => ({
  ...anomaly,
  detectedAt: inParis(anomaly.detectedAt),
  lastHitAt: inParis(anomaly.lastHitAt),
  justification: anomaly.justification && atParisTime(anomaly.justification),
  verdict: anomaly.verdict && atParisTime(anomaly.verdict),
  dismissal: anomaly.dismissal && atParisTime(anomaly.dismissal),
  evidence: anomaly.evidence.map(atParisTime),
  history: anomaly.history.map(atParisTime),
});

const atParisTime = <Fact extends { readonly at: string }>(fact: Fact): Fact => ({
  ...fact,
  at: inParis(fact.at),
});
