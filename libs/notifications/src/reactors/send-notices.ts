import { Injectable } from '@nestjs/common';
import {
  type AccountEvent,
  AccountsQuery,
  lastDayToDeny,
  NEW_BROWSERS,
  type NewBrowserEvent,
} from '#accounts';
import {
  type AnomalyEvent,
  anomaly,
  type MonthlyReportEvent,
  monthlyReport,
  type StatementEvent,
  statement,
} from '#anomalies';
import { type AttestationEvent, type ControlEvent, control } from '#compliance';
import { browserName } from '#connections';
import { type ConventionEvent, convention } from '#conventions';
import { CommandHandling, idOf, ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import type { DepartureEvent, RosterEvent } from '#habilitations';
import { type IncidentEvent, incident } from '#incidents';
import {
  addDays,
  Clock,
  deriveId,
  endOfDay,
  type Instant,
  inTurn,
  parisDateOf,
  QUERIES_AT_ONCE,
  type UserRole,
} from '#platform';
import type { AccessReviewEvent } from '#reviews';
import { MailTransport } from '../delivery/mail-transport.ts';
import type { Notice } from '../domain/notices.ts';
import { Outbox } from '../outbox/outbox.ts';

type Told =
  | AccessReviewEvent
  | AccountEvent
  | AnomalyEvent
  | AttestationEvent
  | ControlEvent
  | ConventionEvent
  | DepartureEvent
  | IncidentEvent
  | MonthlyReportEvent
  | NewBrowserEvent
  | RosterEvent
  | StatementEvent;

/** A notice, to whom, and until when it is of use. */
interface Sending {
  readonly notice: Notice;
  /** Null for the legal representative whom the notice itself is about. */
  readonly userCodes: readonly (string | null)[];
  readonly usefulUntil: Instant;
}

/** Days after which news is stale, where nothing else says so: a mail about something long past only puzzles. */
const NEWS_DAYS = 7;

const FACTOR_CHANGES = { FactorEnrolled: 'added', FactorRemoved: 'removed', FactorsReset: 'reset' } as const;

const RECOVERY_CHANGES = {
  RecoveryCodesIssued: 'made',
  RecoveryCodeUsed: 'used',
  RecoveryCodesWithdrawn: 'withdrawn',
} as const;

/** Queues the mails that follow from what happened (the notices of anomalies apart, see `CaseNotifications`), each once: its id follows from the event, the text and the addressee. */
@Injectable()
export class SendNotices implements Reactor<Told> {
  readonly name = 'send-notices';
  readonly atOnce = QUERIES_AT_ONCE;
  readonly categories = [
    'account',
    'anomaly',
    'attestations',
    NEW_BROWSERS,
    'control',
    'convention',
    'departure',
    'incident',
    'report',
    'review',
    'roster',
    'statement',
  ];

  constructor(
    private readonly outbox: Outbox,
    private readonly transport: MailTransport,
    private readonly accounts: AccountsQuery,
    private readonly commands: CommandHandling,
    private readonly progress: ProjectionProgress,
    private readonly clock: Clock,
  ) {}

  async react(event: RecordedEvent<Told>): Promise<void> {
    const subject = idOf(event.stream);
    if (event.type === 'AccountActivated') return this.forget(await this.outbox.linksFor(subject));
    if (event.type === 'PasswordChanged') await this.forget(await this.outbox.linksFor(subject));
    if (event.type === 'ConventionSigned') {
      if (event.data.party === 'caf') return;
      return this.forget(await this.outbox.signatureLinksFor(subject));
    }
    const now = this.clock.now();
    const mails = (await this.sendingsOf(event))
      .filter(({ usefulUntil }) => usefulUntil > now)
      .flatMap(({ notice, userCodes, usefulUntil }) =>
        userCodes.map((userCode) => ({
          id: deriveId(event.id, notice.template, userCode ?? ''),
          userCode,
          notice,
          usefulUntil,
        })),
      );
    await inTurn(mails, (mail) => this.outbox.queue(mail, now), QUERIES_AT_ONCE);
  }

  /** A link that was used is kept nowhere. */
  private async forget(links: readonly string[]): Promise<void> {
    await this.transport.forget(links);
    await this.outbox.remove(links);
  }

  private async sendingsOf(event: RecordedEvent<Told>): Promise<Sending[]> {
    const news = endOfDay(addDays(parisDateOf(event.metadata.occurredAt), NEWS_DAYS));
    const holder = [idOf(event.stream)];
    switch (event.type) {
      case 'CredentialsDelivered': {
        const { delivery, expiresAt } = event.data;
        // The mailbox may have been corrected with it: the mails go to the one that the read model has.
        await this.progress.mustHaveSeen(['accounts'], event.position);
        const template = delivery === 1 ? 'activation-code' : 'activation-renewed';
        return [
          toCodes(holder, { template, data: { expiresAt } }, expiresAt),
          toCodes(holder, { template: 'activation-link', data: { delivery, expiresAt } }, expiresAt),
        ];
      }
      case 'PasswordLossReported': {
        const { delivery, expiresAt } = event.data;
        return [toCodes(holder, { template: 'password-lost', data: { delivery, expiresAt } }, expiresAt)];
      }
      case 'SignatureLinkSent': {
        const { linkId, expiresAt } = event.data;
        const conventionId = holder[0]!;
        const { caf } = await this.commands.load(convention, conventionId);
        const data = { conventionId, linkId, caf: caf?.name ?? '', expiresAt };
        return [toCodes([null], { template: 'signature-link', data }, expiresAt)];
      }
      case 'RenewalProposed': {
        const conventionId = holder[0]!;
        const { gestionnaireId } = await this.commands.load(convention, conventionId);
        const data = { conventionId, until: event.data.until };
        const notice: Notice = { template: 'renewal-proposed', data };
        return [await this.toRole(gestionnaireId, 'gestionnaire', notice, news, event)];
      }
      case 'AccountBlocked': {
        const { kind, reason, until } = event.data;
        return [toCodes(holder, { template: 'code-blocked', data: { kind, reason, until } }, news)];
      }
      case 'AccountUnblocked':
        return [toCodes(holder, { template: 'code-unblocked', data: { reason: event.data.reason } }, news)];
      case 'AccountClosed':
        return [toCodes(holder, { template: 'code-closed', data: { reason: event.data.reason } }, news)];
      case 'PasswordChanged':
        return [toCodes(holder, { template: 'password-changed', data: { at: event.data.at } }, news)];
      case 'NewBrowserUsed': {
        const { sessionId, browser, at } = event.data;
        const lastDay = lastDayToDeny(at);
        const data = { sessionId, browser: browserName(browser), at, lastDay };
        return [toCodes(holder, { template: 'new-browser', data }, endOfDay(lastDay))];
      }
      case 'SecondFactorsMissed': {
        const { first, at } = event.data;
        return [toCodes(holder, { template: 'second-factors-missed', data: { first, at } }, news)];
      }
      case 'FactorEnrolled':
      case 'FactorRemoved':
      case 'FactorsReset': {
        const data = { change: FACTOR_CHANGES[event.type], at: event.data.at };
        return [toCodes(holder, { template: 'second-factor-changed', data }, news)];
      }
      case 'RecoveryCodesIssued':
      case 'RecoveryCodeUsed':
      case 'RecoveryCodesWithdrawn': {
        const data = { change: RECOVERY_CHANGES[event.type], at: event.data.at };
        return [toCodes(holder, { template: 'recovery-codes-changed', data }, news)];
      }
      case 'IdentityLinked':
      case 'IdentityUnlinked': {
        const { provider, at } = event.data;
        const change = event.type === 'IdentityLinked' ? 'linked' : 'unlinked';
        const data = { change, provider, at } as const;
        return [toCodes(holder, { template: 'identity-link-changed', data }, news)];
      }
      case 'PasswordChangeRequired': {
        // At a first connection the page itself says it.
        if (event.data.requirement !== 'required-by-caf') return [];
        const { reason } = event.data;
        return [toCodes(holder, { template: 'password-change-required', data: { reason } }, news)];
      }
      case 'HabilitationRequested': {
        const { cafId, profile, reference } = event.data;
        const notice: Notice = { template: 'habilitation-requested', data: { profile, reference } };
        return [await this.toRole(cafId, 'caf-habilitation', notice, news, event)];
      }
      case 'DepartureDeclared': {
        const { holdings, declaredLateByDays: daysLate } = event.data;
        const notice: Notice = { template: 'departure-declared', data: { daysLate } };
        const cafs = [...new Set(holdings.map(({ cafId }) => cafId))];
        return Promise.all(cafs.map((caf) => this.toRole(caf, 'caf-habilitation', notice, news, event)));
      }
      case 'HabilitationGranted': {
        const { gestionnaireId, profile, from, term } = event.data;
        const data = { profile, from, lastDay: term?.lastDay ?? null };
        const notice: Notice = { template: 'habilitation-granted', data };
        return [await this.toRole(gestionnaireId, 'gestionnaire', notice, news, event)];
      }
      case 'HabilitationRefused': {
        const { gestionnaireId, reason, isWithdrawn } = event.data;
        // By the gestionnaire itself, or with a departure that it has declared (R20).
        if (isWithdrawn || event.metadata.actor.role === 'system') return [];
        const notice: Notice = { template: 'habilitation-refused', data: { reason } };
        return [await this.toRole(gestionnaireId, 'gestionnaire', notice, news, event)];
      }
      case 'AnomalyNotified':
      case 'JustificationReminderIssued':
      case 'JustificationOverdue':
      case 'JustificationSubmitted':
      case 'VerdictGiven':
        return this.aboutAnomaly(event, holder[0]!, news);
      case 'AgentAsked': {
        const { anomalyId, userCode } = event.data;
        const data = { anomalyId, questionId: holder[0]! };
        return [toCodes([userCode], { template: 'agent-asked', data }, news)];
      }
      case 'StatementGiven': {
        const { question } = await this.commands.load(statement, holder[0]!);
        if (!question) return [];
        const { anomalyId, gestionnaireId } = question;
        const notice: Notice = { template: 'agent-answered', data: { anomalyId } };
        return [await this.toRole(gestionnaireId, 'gestionnaire', notice, news, event)];
      }
      case 'ReportSent': {
        const { subject } = await this.commands.load(monthlyReport, holder[0]!);
        const notice: Notice = { template: 'monthly-report', data: { month: subject?.month ?? '' } };
        return [await this.toRole(subject?.gestionnaire.id, 'gestionnaire', notice, news, event)];
      }
      case 'IncidentReported': {
        const notice: Notice = { template: 'incident-reported', data: { incidentId: holder[0]! } };
        return [await this.toRole(event.data.cafId, 'caf-security', notice, news, event)];
      }
      case 'IncidentClosed': {
        const { gestionnaireId } = await this.commands.load(incident, holder[0]!);
        const notice: Notice = { template: 'incident-closed', data: { incidentId: holder[0]! } };
        return [await this.toRole(gestionnaireId, 'gestionnaire', notice, news, event)];
      }
      case 'AttestationsAskedFor': {
        const { missing } = event.data;
        const notice: Notice = { template: 'attestations-due', data: { missing } };
        return [await this.toRole(holder[0]!, 'gestionnaire', notice, news, event)];
      }
      case 'AccessReviewOpened': {
        const { gestionnaire, dueOn, persons } = event.data;
        const data = { reviewId: holder[0]!, dueOn, persons: persons.length };
        const notice: Notice = { template: 'access-review-opened', data };
        return [await this.toRole(gestionnaire.id, 'gestionnaire', notice, endOfDay(dueOn), event)];
      }
      case 'AccessReviewReminded': {
        const { gestionnaireId, dueOn, waiting } = event.data;
        const notice: Notice = {
          template: 'access-review-reminder',
          data: { reviewId: holder[0]!, dueOn, waiting },
        };
        return [await this.toRole(gestionnaireId, 'gestionnaire', notice, news, event)];
      }
      case 'ControlPlanned':
      case 'ControlRescheduled': {
        const { plannedOn } = event.data;
        const notice: Notice = { template: 'control-planned', data: { controlId: holder[0]!, plannedOn } };
        // One that is recorded after the day is news of no use.
        return [await this.toControlled(holder[0]!, notice, endOfDay(plannedOn), event)];
      }
      case 'ControlCancelled': {
        const notice: Notice = { template: 'control-cancelled', data: { controlId: holder[0]! } };
        return [await this.toControlled(holder[0]!, notice, news, event)];
      }
      case 'ControlConcluded': {
        const data = { controlId: holder[0]!, dueOn: event.data.agreement?.dueOn ?? null };
        return [await this.toControlled(holder[0]!, { template: 'control-concluded', data }, news, event)];
      }
      default:
        return [];
    }
  }

  private async toControlled(
    controlId: string,
    notice: Notice,
    usefulUntil: Instant,
    event: RecordedEvent,
  ): Promise<Sending> {
    const { parties } = await this.commands.load(control, controlId);
    return this.toRole(parties?.gestionnaire.id, 'gestionnaire', notice, usefulUntil, event);
  }

  private async aboutAnomaly(
    event: RecordedEvent<AnomalyEvent>,
    anomalyId: string,
    news: Instant,
  ): Promise<Sending[]> {
    const { gestionnaireId, cafId } = await this.commands.load(anomaly, anomalyId);
    if (gestionnaireId === null) return [];
    const partner = (notice: Notice, until = news) =>
      this.toRole(gestionnaireId, 'gestionnaire', notice, until, event);
    const caf = (notice: Notice) => this.toRole(cafId, 'caf-security', notice, news, event);
    switch (event.type) {
      case 'AnomalyNotified': {
        // By older releases alone: its notice had yet to be sent then.
        if (event.data.by !== null) return [];
        const { dueOn } = event.data;
        const data = { anomalyId, cafId: cafId ?? '', dueOn };
        return [await partner({ template: 'anomaly-notified', data }, endOfDay(dueOn))];
      }
      case 'JustificationReminderIssued': {
        const { dueOn } = event.data;
        const data = { anomalyId, dueOn };
        return [await partner({ template: 'justification-reminder', data }, endOfDay(dueOn))];
      }
      case 'JustificationOverdue': {
        const data = { anomalyId, dueOn: event.data.dueOn };
        return [
          await partner({ template: 'justification-overdue', data }),
          await caf({ template: 'justification-missing', data }),
        ];
      }
      case 'JustificationSubmitted': {
        const data = { anomalyId, daysLate: event.data.daysLate };
        return [await caf({ template: 'justification-received', data })];
      }
      case 'VerdictGiven':
        return [
          await partner({ template: 'verdict-given', data: { anomalyId, verdict: event.data.verdict } }),
        ];
      default:
        return [];
    }
  }

  /** Everyone who acts for an organism in a role, as known at the event or later. */
  private async toRole(
    organismId: string | undefined,
    role: UserRole,
    notice: Notice,
    usefulUntil: Instant,
    { position }: RecordedEvent,
  ): Promise<Sending> {
    await this.progress.mustHaveSeen(['accounts'], position);
    const contacts = organismId === undefined ? [] : await this.accounts.contacts(organismId, role);
    return toCodes(
      contacts.map(({ userCode }) => userCode),
      notice,
      usefulUntil,
    );
  }
}

const toCodes = (userCodes: readonly (string | null)[], notice: Notice, usefulUntil: Instant): Sending => ({
  notice,
  userCodes,
  usefulUntil,
});
