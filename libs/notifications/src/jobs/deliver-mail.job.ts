import { Injectable } from '@nestjs/common';
import { Clock, type Instant, inTurn, type Job, MINUTE_MS, plusMs } from '#platform';
import { CaseNotifications } from '../cases/case-notifications.ts';
import { MailTransport } from '../delivery/mail-transport.ts';
import { MailWriter, UNKNOWN_YET } from '../delivery/mail-writer.ts';
import { Outbox, type Queued } from '../outbox/outbox.ts';

const MOST_IN_A_RUN = 200;
const FIRST_PAUSE_MINUTES = 1;
const LONGEST_PAUSE_MINUTES = 240;

/** What tells of the mail server, not of the mail: the next one would fail alike, each after a long wait. */
const SERVER_AWAY = new Set(['ETIMEDOUT', 'ECONNECTION', 'ESOCKET', 'EDNS', 'EAUTH', 'SMTP_URL_UNSET']);

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
    private readonly writer: MailWriter,
    private readonly transport: MailTransport,
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
    const deliver = async (queued: Queued) => {
      if (isServerAway) return;
      const result = await this.deliverOrPostpone(queued);
      if (result === 'server-away') isServerAway = true;
      report[result === 'server-away' ? 'failed' : result]++;
    };
    await inTurn(await this.outbox.due(this.clock.now(), MOST_IN_A_RUN), deliver, this.transport.atOnce);
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
    const { id, attempts } = queued;
    const mail = await this.writer.write(queued);
    if (mail === UNKNOWN_YET) return 'failed';
    if (typeof mail === 'string') {
      await this.outbox.dropped(id, mail, this.clock.now());
      return 'dropped';
    }
    try {
      await this.transport.send(mail);
    } catch (error) {
      const [code, now] = [errorCode(error), this.clock.now()];
      await this.outbox.failed(id, code, now, nextAttempt(now, attempts));
      return SERVER_AWAY.has(code) ? 'server-away' : 'failed';
    }
    // When the server has answered: the days of a case begin on that day, and not on the one on which the mail left (R19).
    await this.outbox.sent(id, this.clock.now());
    return 'sent';
  }
}

/** The texts of mail servers repeat addresses; their codes do not. */
function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : UNKNOWN;
}

function nextAttempt(now: Instant, attempts: number): Instant {
  const minutes = Math.min(FIRST_PAUSE_MINUTES * 2 ** attempts, LONGEST_PAUSE_MINUTES);
  return plusMs(now, minutes * MINUTE_MS);
}
