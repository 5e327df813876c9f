import { Injectable } from '@nestjs/common';
import { type AccountContact, AccountsQuery, activationToken, SignInProspects } from '#accounts';
import { EventStore, ProjectionProgress } from '#event-sourcing';
import { Clock, Config, type Instant, type Job, parisDateOf, plusMs } from '#platform';
import { CaseNotifications } from '../cases/case-notifications.ts';
import { MailTransport } from '../delivery/mail-transport.ts';
import { write } from '../domain/letters.ts';
import type { Notice } from '../domain/notices.ts';
import { type Obstacle, obstacleTo } from '../domain/obstacles.ts';
import { inTurn } from '../in-turn.ts';
import { Outbox, type Queued } from '../outbox/outbox.ts';

const MOST_AT_ONCE = 200;
const FIRST_PAUSE_MINUTES = 1;
const LONGEST_PAUSE_MINUTES = 240;

/** What tells of the mail server, not of the mail: the next one would fail alike, each after a long wait. */
const SERVER_AWAY = new Set(['ETIMEDOUT', 'ECONNECTION', 'ESOCKET', 'EDNS', 'EAUTH', 'SMTP_URL_UNSET']);

/** How long a mail waits for the habilitations to come to where the log is, before it is left to the next run. */
const CATCH_UP_MS = 250;

/** Of a failure that says no more. */
const UNKNOWN = 'UNKNOWN';

type Result = 'sent' | 'dropped' | 'failed' | 'server-away';

/**
 * Sends what waits in the outbox. What fails is tried again after a growing pause, for as long as it is of use. The notices of
 * anomalies that have reached nobody are queued before, and what mail servers took of them is told to the cases after (R19).
 */
@Injectable()
export class DeliverMailJob implements Job {
  readonly name = 'deliver-mail';
  readonly purpose = 'Envoie les courriels en attente.';
  readonly schedule = '* * * * *';

  constructor(
    private readonly outbox: Outbox,
    private readonly notifications: CaseNotifications,
    private readonly accounts: AccountsQuery,
    private readonly prospects: SignInProspects,
    private readonly store: EventStore,
    private readonly progress: ProjectionProgress,
    private readonly transport: MailTransport,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws what failed for another reason than the mail server, when all the rest is done */
  async run() {
    const report = { sent: 0, dropped: 0, failed: 0 };
    const steps = [
      () => this.notifications.queue(),
      // What a run before this one could not tell: the days that these mails give depend on it.
      () => this.notifications.confirm(),
      () => this.deliverDue(report),
      () => this.notifications.confirm(),
    ];
    await inTurn(steps, (step) => step());
    return report;
  }

  private async deliverDue(report: Record<Exclude<Result, 'server-away'>, number>): Promise<void> {
    let isServerAway = false;
    await inTurn(await this.outbox.due(this.clock.now(), MOST_AT_ONCE), async (queued) => {
      if (isServerAway) return;
      const result = await this.deliverOrPostpone(queued);
      isServerAway = result === 'server-away';
      report[result === 'server-away' ? 'failed' : result]++;
    });
  }

  /** Postponed, a mail that cannot even be written leaves the turn to the others. */
  private async deliverOrPostpone(queued: Queued): Promise<Result> {
    try {
      return await this.deliver(queued);
    } catch (fault) {
      const now = this.clock.now();
      await this.outbox.failed(queued.id, UNKNOWN, now, nextAttempt(now, queued.attempts));
      throw fault;
    }
  }

  private async deliver(queued: Queued): Promise<Result> {
    const { id, userCode, usefulUntil, attempts } = queued;
    const now = this.clock.now();
    if (now >= usefulUntil) return this.drop(id, 'NOT_USEFUL', now);
    const notice = await this.notifications.asOfNow(queued.notice);
    if (!notice) return this.drop(id, 'CASE_SETTLED', now);
    const holder = await this.accounts.byCode(userCode);
    // The accounts are behind the log, and have yet to hear of this code: the next run finds it.
    if (!holder) return 'failed';
    const obstacle = await this.obstacleTo(notice, holder);
    if (obstacle === 'UNKNOWN_YET') return 'failed';
    if (obstacle) return this.drop(id, obstacle, now);
    const { name, email } = holder;
    const { publicUrl, port, secret } = this.config;
    const { subject, text } = write(notice, {
      name,
      userCode,
      today: parisDateOf(now),
      portal: publicUrl ?? `http://localhost:${port}`,
      activationToken:
        notice.template === 'activation-link' ? activationToken(secret, userCode, notice.data.delivery) : '',
    });
    try {
      await this.transport.send({ id, to: { name, address: email }, subject, text });
    } catch (error) {
      const code = errorCode(error);
      await this.outbox.failed(id, code, now, nextAttempt(now, attempts));
      return SERVER_AWAY.has(code) ? 'server-away' : 'failed';
    }
    await this.outbox.sent(id, now);
    return 'sent';
  }

  private async drop(id: string, reason: Obstacle, now: Instant): Promise<'dropped'> {
    await this.outbox.dropped(id, reason, now);
    return 'dropped';
  }

  /**
   * Looked at again now: since it was queued, its addressee may have left, or done what they were reminded of (R19, R21).
   * `UNKNOWN_YET` while the read model that says where a person holds habilitations is behind the log: the mail stays due.
   */
  private async obstacleTo(notice: Notice, holder: AccountContact): Promise<Obstacle | 'UNKNOWN_YET' | null> {
    const { template, data } = notice;
    if (template === 'idle-reminder' && data.lastDay !== holder.blocksAfter) return 'NOT_USEFUL';
    const obstacle = obstacleTo(template, await this.prospects.of(holder.userCode));
    if (obstacle !== 'NOT_HABILITATED') return obstacle;
    const head = await this.store.head();
    if (!(await this.progress.waitFor(['habilitations'], head, CATCH_UP_MS))) return 'UNKNOWN_YET';
    return obstacleTo(template, await this.prospects.of(holder.userCode));
  }
}

/** The texts of mail servers repeat addresses; their codes do not. */
function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : UNKNOWN;
}

function nextAttempt(now: Instant, attempts: number): Instant {
  const minutes = Math.min(FIRST_PAUSE_MINUTES * 2 ** attempts, LONGEST_PAUSE_MINUTES);
  return plusMs(now, minutes * 60_000);
}
