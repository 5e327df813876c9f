import { Injectable } from '@nestjs/common';
import { type NameAt, NamesThen } from '#accounts';
import { CommandHandling, fold, type Position, type RecordedEvent } from '#event-sourcing';
import {
  type AttachedFile,
  type Instant,
  isOfCaf,
  type Principal,
  type Role,
  type SecuritySanction,
} from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import {
  type AnomalyEvent,
  type Attempt,
  type Detection,
  INTERNAL,
  type NoticeProof,
  type Verdict,
} from '../domain/anomaly-events.ts';
import { type Answer, type StatementEvent, statement, statementIdOf } from '../domain/statement.ts';
import { answerGiven, QUESTION_ASKED } from '../domain/wording.ts';
import { historyLine } from '../read-models/anomalies/history-line.ts';
import { mustSee } from './visible-case.ts';

type CaseEvent = RecordedEvent<AnomalyEvent> | RecordedEvent<StatementEvent>;

/** An event of the log as a document quotes it: what, when, by whom, and where it stands. */
export interface RecordLine {
  readonly at: Instant;
  /** French. */
  readonly what: string;
  readonly who: string;
  readonly position: Position;
  readonly eventId: string;
}

type Told<Facts> = Facts & RecordLine;

/** A case as the log alone tells it, names included: the same events, the same record. */
export interface CaseRecord {
  readonly anomalyId: string;
  /** Of its latest event. */
  readonly position: Position;
  readonly detection: Told<Omit<Detection, 'evidence'>> & { readonly name: string | null };
  readonly evidence: readonly Attempt[];
  readonly notice: Told<{
    readonly notifiedOn: string;
    readonly dueOn: string;
    readonly by: NoticeProof | null;
  }> | null;
  readonly question: Told<{ readonly agent: string; readonly attempts: number }> | null;
  readonly statement: Told<{ readonly answer: Answer; readonly text: string }> | null;
  readonly justification: Told<{
    readonly text: string;
    readonly files: readonly AttachedFile[];
    readonly late: boolean;
    readonly daysLate: number;
  }> | null;
  readonly verdict: Told<{
    readonly verdict: Verdict;
    readonly comment: string;
    readonly sanction: SecuritySanction | null;
  }> | null;
  readonly dismissal: Told<{ readonly reason: string }> | null;
  readonly history: readonly RecordLine[];
}

/** What a case tells of: to the partner without what is internal. What a Caf notes for itself is none of it. */
const TOLD: ReadonlySet<string> = new Set<AnomalyEvent['type'] | StatementEvent['type']>([
  'AnomalyDetected',
  'AnomalyEvidenceAdded',
  'AnomalyDismissed',
  'AnomalyReopened',
  'AnomalyNotificationDecided',
  'AnomalyNotified',
  'JustificationReminderIssued',
  'JustificationSubmitted',
  'JustificationOverdue',
  'VerdictGiven',
  'AgentAsked',
  'StatementGiven',
]);

@Injectable()
export class CaseRecords {
  constructor(
    private readonly commands: CommandHandling,
    private readonly names: NamesThen,
  ) {}

  /** As the reader may have it: the dismissals of before it was notified are the Caf’s alone. @throws Refusal anomaly-not-found */
  async of(anomalyId: string, principal: Principal): Promise<CaseRecord> {
    const events = await this.commands.history(anomaly, anomalyId);
    mustSee(fold(anomaly, events), principal);
    const detected = events[0] as RecordedEvent<Extract<AnomalyEvent, { type: 'AnomalyDetected' }>>;
    const asked = await this.askedAbout(anomalyId, detected.data.userCode);
    const all = [...events, ...asked]
      .filter(({ type }) => TOLD.has(type) && (principal.role === 'caf-security' || !INTERNAL.has(type)))
      .sort((a, b) => (a.position < b.position ? -1 : 1));
    return recordOf(anomalyId, all, await this.names.of(all.flatMap(codesIn)));
  }

  private async askedAbout(anomalyId: string, code: string | null): Promise<RecordedEvent<StatementEvent>[]> {
    return code === null ? [] : this.commands.history(statement, statementIdOf(anomalyId, code));
  }
}

const codesIn = ({ metadata, ...event }: CaseEvent): string[] =>
  event.type === 'AnomalyDetected' && event.data.userCode
    ? [metadata.actor.code, event.data.userCode]
    : [metadata.actor.code];

function recordOf(anomalyId: string, events: readonly CaseEvent[], nameAt: NameAt): CaseRecord {
  const [first] = events as readonly [RecordedEvent<Extract<AnomalyEvent, { type: 'AnomalyDetected' }>>];
  const { evidence: _, ...detection } = first.data;
  const partner = detection.gestionnaire?.name ?? null;
  const told = <Data extends object>(event: CaseEvent & { readonly data: Data }): Told<Data> => ({
    ...event.data,
    ...lineOf(event, nameAt, partner),
  });
  const last = <Type extends CaseEvent['type']>(type: Type) =>
    events.findLast((event): event is Extract<CaseEvent, { type: Type }> => event.type === type);
  const [notified, asked, answered] = [last('AnomalyNotified'), last('AgentAsked'), last('StatementGiven')];
  const [justified, judged] = [last('JustificationSubmitted'), last('VerdictGiven')];
  const [dismissed, reopened] = [last('AnomalyDismissed'), last('AnomalyReopened')];
  const isDismissed = dismissed && (!reopened || reopened.revision < dismissed.revision);
  return {
    anomalyId,
    position: events.at(-1)!.position,
    detection: {
      ...detection,
      ...lineOf(first, nameAt, partner),
      name: detection.userCode && nameAt(detection.userCode, first.position),
    },
    evidence: events.flatMap((event) =>
      event.type === 'AnomalyDetected' || event.type === 'AnomalyEvidenceAdded' ? event.data.evidence : [],
    ),
    notice: notified ? told(notified) : null,
    question: asked
      ? {
          ...lineOf(asked, nameAt, partner),
          agent: nameAt(asked.data.userCode, asked.position) ?? asked.data.userCode,
          attempts: asked.data.attempts.length,
        }
      : null,
    statement: answered ? told(answered) : null,
    justification: justified ? told(justified) : null,
    verdict: judged ? told(judged) : null,
    dismissal: isDismissed ? told(dismissed) : null,
    history: events.map((event) => lineOf(event, nameAt, partner)),
  };
}

/** Who acts where the actor is no holder of a code. Nobody is told the code of an officer, for partners read it too. */
const ROLES: Partial<Record<Role, string>> = { system: 'Greffe', 'caf-security': 'Caf' };

function lineOf(event: CaseEvent, nameAt: NameAt, partner: string | null): RecordLine {
  const { code, role } = event.metadata.actor;
  const name = nameAt(code, event.position);
  return {
    at: event.metadata.occurredAt,
    what: whatOf(event),
    who: (name && (isOfCaf(role) ? name : `${name} (${code})`)) ?? ROLES[role] ?? partner ?? code,
    position: event.position,
    eventId: event.id,
  };
}

function whatOf(event: CaseEvent): string {
  switch (event.type) {
    case 'AgentAsked':
      return QUESTION_ASKED;
    case 'StatementGiven':
      return answerGiven(event.data.answer);
    default:
      return historyLine(event);
  }
}
