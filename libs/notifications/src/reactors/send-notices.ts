import { Injectable } from '@nestjs/common';
import { type AccountEvent, AccountsQuery, NEW_BROWSERS, type NewBrowserEvent } from '#accounts';
import type { AnomalyEvent, MonthlyReportEvent, StatementEvent } from '#anomalies';
import type { AttestationEvent, ControlEvent } from '#compliance';
import type { ConventionEvent } from '#conventions';
import { CommandHandling, idOf, ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import type { DepartureEvent, RosterEvent } from '#habilitations';
import type { IncidentEvent } from '#incidents';
import { Clock, deriveId, inTurn, QUERIES_AT_ONCE } from '#platform';
import type { AccessReviewEvent } from '#reviews';
import { MailTransport } from '../delivery/mail-transport.ts';
import { Outbox } from '../outbox/outbox.ts';
import { anomalySendings } from '../sendings/anomalies.ts';
import { codeSendings } from '../sendings/codes.ts';
import { complianceSendings } from '../sendings/compliance.ts';
import { conventionSendings } from '../sendings/conventions.ts';
import { habilitationSendings } from '../sendings/habilitations.ts';
import { Occasion, type Sending, type Sendings } from '../sendings/sending.ts';
import { signInSendings } from '../sendings/sign-in.ts';

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

const SENDINGS: Sendings<Told> = {
  ...conventionSendings,
  ...habilitationSendings,
  ...codeSendings,
  ...signInSendings,
  ...anomalySendings,
  ...complianceSendings,
};

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

  private async sendingsOf<Type extends Told['type']>(
    event: RecordedEvent<Extract<Told, { type: Type }>>,
  ): Promise<Sending[]> {
    const sendings = SENDINGS[event.type];
    if (sendings === undefined) return [];
    return sendings(event, new Occasion(event, this.accounts, this.commands, this.progress));
  }
}
