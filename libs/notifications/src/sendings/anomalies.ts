import {
  type AnomalyEvent,
  anomaly,
  type MonthlyReportEvent,
  monthlyReport,
  type StatementEvent,
  statement,
} from '#anomalies';
import { endOfDay, type Instant } from '#platform';
import type { Notice } from '../domain/notices.ts';
import type { Occasion, Sending, Sendings } from './sending.ts';

export const anomalySendings: Sendings<AnomalyEvent | StatementEvent | MonthlyReportEvent> = {
  AnomalyNotified: ({ data: { by, dueOn } }, of) => {
    // By older releases alone: its notice had yet to be sent then.
    if (by !== null) return [];
    return toParties(of, ({ anomalyId, cafId, partner }) => [
      partner(
        { template: 'anomaly-notified', data: { anomalyId, cafId: cafId ?? '', dueOn } },
        endOfDay(dueOn),
      ),
    ]);
  },
  JustificationReminderIssued: ({ data: { dueOn } }, of) =>
    toParties(of, ({ anomalyId, partner }) => [
      partner({ template: 'justification-reminder', data: { anomalyId, dueOn } }, endOfDay(dueOn)),
    ]),
  JustificationOverdue: ({ data: { dueOn } }, of) =>
    toParties(of, ({ anomalyId, partner, caf }) => [
      partner({ template: 'justification-overdue', data: { anomalyId, dueOn } }),
      caf({ template: 'justification-missing', data: { anomalyId, dueOn } }),
    ]),
  JustificationSubmitted: ({ data: { daysLate } }, of) =>
    toParties(of, ({ anomalyId, caf }) => [
      caf({ template: 'justification-received', data: { anomalyId, daysLate } }),
    ]),
  VerdictGiven: ({ data: { verdict } }, of) =>
    toParties(of, ({ anomalyId, partner }) => [
      partner({ template: 'verdict-given', data: { anomalyId, verdict } }),
    ]),
  AgentAsked: ({ data: { anomalyId, userCode } }, of) => [
    of.toCodes([userCode], { template: 'agent-asked', data: { anomalyId, questionId: of.subject } }),
  ],
  StatementGiven: async (_, of) => {
    const { question } = await of.load(statement, of.subject);
    if (!question) return [];
    const { anomalyId, gestionnaireId } = question;
    return [
      await of.toRole(gestionnaireId, 'gestionnaire', { template: 'agent-answered', data: { anomalyId } }),
    ];
  },
  ReportSent: async (_, of) => {
    const { subject } = await of.load(monthlyReport, of.subject);
    const notice: Notice = { template: 'monthly-report', data: { month: subject?.month ?? '' } };
    return [await of.toRole(subject?.gestionnaire.id, 'gestionnaire', notice)];
  },
};

/** A case that a partner answers for. */
interface Parties {
  readonly anomalyId: string;
  readonly cafId: string | undefined;
  readonly partner: (notice: Notice, usefulUntil?: Instant) => Promise<Sending>;
  readonly caf: (notice: Notice) => Promise<Sending>;
}

/** Nothing where no partner answers for the case. */
async function toParties(of: Occasion, send: (parties: Parties) => Promise<Sending>[]): Promise<Sending[]> {
  const anomalyId = of.subject;
  const { gestionnaireId, cafId } = await of.load(anomaly, anomalyId);
  if (gestionnaireId === null) return [];
  const partner = (notice: Notice, usefulUntil?: Instant) =>
    of.toRole(gestionnaireId, 'gestionnaire', notice, usefulUntil);
  const caf = (notice: Notice) => of.toRole(cafId, 'caf-security', notice);
  return Promise.all(send({ anomalyId, cafId, partner, caf }));
}
