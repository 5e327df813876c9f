import { isIP } from 'node:net';
import type { Level } from '#detection';
import { idOf, type RecordedEvent } from '#event-sourcing';
import { type OcsfRecord, ocsfMetadata } from '#platform';
import type { AnomalyEvent, Attempt, Detection, Verdict } from '../domain/anomaly-events.ts';
import type { AnomalyState } from '../domain/anomaly-state.ts';
import { ocsfStatusOf } from '../domain/ocsf.ts';

const FINDING = { category_uid: 2, class_uid: 2004 };
const CREATE = 1;
const UPDATE = 2;
const CLOSE = 3;
const RULE = 1;
/** *Authentication: Logon*, as the attempts are told. */
const LOGON = 300_201;

const SEVERITY: Readonly<Record<Level, number>> = {
  informational: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};

/** A case when the event had come. */
export interface CaseThen {
  readonly state: AnomalyState;
  readonly verdict: Verdict | null;
  readonly detection: Detection;
}

/**
 * What happened to a case as an event of OCSF’s class Detection Finding (2004); `sequence` as in `ocsfMetadata`. Attempts that
 * came to it are named by their ids. What people wrote (justification, comment, reason) is not told.
 */
export function detectionFindingOf(
  event: RecordedEvent<AnomalyEvent>,
  { state, verdict, detection }: CaseThen,
  sequence: number,
): OcsfRecord {
  const { rule, userCode, network } = detection;
  const activity = activityOf(event);
  return {
    ...FINDING,
    activity_id: activity,
    type_uid: FINDING.class_uid * 100 + activity,
    time: Date.parse(event.metadata.occurredAt),
    severity_id: SEVERITY[detection.severity],
    ...ocsfStatusOf(state, verdict),
    is_alert: activity === CREATE,
    message: detection.sentence,
    metadata: ocsfMetadata('anomalies', event.id, sequence, ['incident']),
    finding_info: {
      uid: idOf(event.stream),
      title: rule.title,
      created_time: Date.parse(detection.detectedAt),
      analytic: { type_id: RULE, uid: rule.id, name: rule.title, version: String(rule.version) },
      ...relatedTo(event),
    },
    ...((userCode ?? network) !== null && {
      evidences: [
        {
          ...(userCode && { user: { name: userCode } }),
          ...(network && { src_endpoint: endpoint(network) }),
        },
      ],
    }),
    unmapped: {
      event: event.type,
      article: detection.article,
      caf: detection.cafId,
      gestionnaire: detection.gestionnaire?.id ?? null,
      rule_hash: rule.hash,
    },
  };
}

function activityOf({ type }: AnomalyEvent): number {
  if (type === 'AnomalyDetected') return CREATE;
  return type === 'AnomalyDismissed' || type === 'VerdictGiven' ? CLOSE : UPDATE;
}

/** A network of several addresses has only its name. */
const endpoint = (network: string) => (isIP(network) ? { ip: network } : { name: network });

function relatedTo({ data }: AnomalyEvent) {
  if (!('evidence' in data)) return {};
  const related_events = data.evidence.map(({ attemptId, count }: Attempt) => ({
    uid: attemptId,
    type_uid: LOGON,
    count,
  }));
  return { related_events, related_events_count: related_events.length };
}
