import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AccountsQuery, SignInProspects, signInObstacle } from '#accounts';
import { AnomaliesQuery, anomaly, ConfirmNotice, type NotifyingCase, statement } from '#anomalies';
import { CommandHandling } from '#event-sourcing';
import { addDays, Clock, deriveId, endOfDay, inTurn, parisDateOf, policy, QUERIES_AT_ONCE } from '#platform';
import type { Notice } from '../domain/notices.ts';
import { type MailProgress, Outbox } from '../outbox/outbox.ts';

/**
 * Sees to it that the notice of an anomaly reaches somebody (R19): it goes to every correspondent who can sign in, to those
 * who become able to later as well, and the 15 days begin when a mail server has taken the first one.
 */
@Injectable()
export class CaseNotifications {
  constructor(
    private readonly anomalies: AnomaliesQuery,
    private readonly accounts: AccountsQuery,
    private readonly prospects: SignInProspects,
    private readonly outbox: Outbox,
    private readonly commands: CommandBus,
    private readonly cases: CommandHandling,
    private readonly clock: Clock,
  ) {}

  /** Queues what is missing. @throws what failed of a case, when the others are done */
  async queue(): Promise<void> {
    const cases = await this.anomalies.notifying();
    const mails = await this.mailsAbout(cases);
    await inTurn(cases, (one) => this.queueAbout(one, mails.get(one.id) ?? []), QUERIES_AT_ONCE);
  }

  /** Has the cases hear of what mail servers have taken. @throws what failed of a case, when the others are done */
  async confirm(): Promise<void> {
    const cases = await this.anomalies.notifying();
    const mails = await this.mailsAbout(cases);
    const confirm = async ({ id }: NotifyingCase) => {
      const accepted = mails
        .get(id)
        ?.findLast(({ template, state }) => template === 'anomaly-notified' && state === 'accepted');
      if (accepted) await this.commands.execute(new ConfirmNotice(id, accepted.userCode, accepted.at));
    };
    await inTurn(cases, confirm, QUERIES_AT_ONCE);
  }

  private mailsAbout(cases: readonly NotifyingCase[]) {
    return this.outbox.aboutAnomalies(cases.map(({ id }) => id));
  }

  /**
   * The notice as it is so by the log when it leaves, or null where it is not so any more: what is said of a case in one state
   * leaves in no other, and a question is not asked once it is answered or that cannot be done any more. Notices of other things
   * as they are.
   */
  async asOfNow(notice: Notice): Promise<Notice | null> {
    switch (notice.template) {
      case 'anomaly-notified':
        return this.withDays(notice);
      case 'justification-reminder':
        return this.whileIn('notified', notice, notice.data);
      case 'justification-overdue':
      case 'justification-missing':
        return this.whileIn('overdue', notice, notice.data);
      case 'justification-received':
        return this.whileIn('justified', notice, notice.data);
      case 'agent-asked':
        return (await this.isAwaited(notice.data)) ? notice : null;
      default:
        return notice;
    }
  }

  /**
   * With the days of its case: where they run already, it is from the first that was accepted, or from the registered letter, and
   * not from the day on which this one leaves (R19). Null once the partner has answered or the Caf has concluded.
   */
  private async withDays(notice: Extract<Notice, { template: 'anomaly-notified' }>): Promise<Notice | null> {
    const { state, notifiedOn, dueOn } = await this.cases.load(anomaly, notice.data.anomalyId);
    if (state === 'justified' || state === 'closed') return null;
    if (notifiedOn === null || dueOn === null) return notice;
    return { ...notice, data: { ...notice.data, notifiedOn, dueOn } };
  }

  private async whileIn(
    wanted: 'notified' | 'justified' | 'overdue',
    notice: Notice,
    { anomalyId }: { anomalyId: string },
  ): Promise<Notice | null> {
    const { state } = await this.cases.load(anomaly, anomalyId);
    return state === wanted ? notice : null;
  }

  private async isAwaited({ anomalyId, questionId }: { anomalyId: string; questionId: string }) {
    const { isGiven } = await this.cases.load(statement, questionId);
    return !isGiven && (await this.cases.load(anomaly, anomalyId)).state !== 'closed';
  }

  private async queueAbout(one: NotifyingCase, mails: readonly MailProgress[]): Promise<void> {
    const onTheWay = new Set(
      mails
        .filter(({ template, state }) => template === 'anomaly-notified' && state !== 'given-up')
        .map(({ userCode }) => userCode),
    );
    for (const { userCode } of await this.accounts.contacts(one.gestionnaireId, 'gestionnaire')) {
      if (!onTheWay.has(userCode)) await this.queueFor(userCode, one);
    }
  }

  private async queueFor(userCode: string, { id, cafId }: NotifyingCase): Promise<void> {
    if (signInObstacle(await this.prospects.of(userCode)) !== null) return;
    const now = this.clock.now();
    const today = parisDateOf(now);
    await this.outbox.queue(
      {
        // One that was given up is followed by another, on another day.
        id: deriveId('anomaly-notified', id, userCode, today),
        userCode,
        notice: { template: 'anomaly-notified', data: { anomalyId: id, cafId } },
        usefulUntil: endOfDay(addDays(today, policy.noticeRetryDays)),
      },
      now,
    );
  }
}
