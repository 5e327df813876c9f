import { Injectable } from '@nestjs/common';
import {
  type AccountContact,
  AccountsQuery,
  account,
  activationToken,
  SignInProspects,
  signInDenialToken,
} from '#accounts';
import { control } from '#compliance';
import { convention, linkOpensUntil, signatureToken } from '#conventions';
import { campaign } from '#declarations';
import { CommandHandling, EventStore, ProjectionProgress } from '#event-sourcing';
import { TermsQuery } from '#habilitations';
import { Clock, Config, type Instant, parisDateOf } from '#platform';
import { accessReview } from '#reviews';
import { PartnerTreesQuery, SignedHeads } from '#sealing';
import { CaseNotifications } from '../cases/case-notifications.ts';
import type { Addressing, Letter } from '../domain/letters/letter.ts';
import { write } from '../domain/letters.ts';
import type { Notice, Template } from '../domain/notices.ts';
import type { Queued } from '../outbox/outbox.ts';
import type { Mail } from './mail-transport.ts';
import { type Obstacle, obstacleTo } from './obstacles.ts';
import { carriesCheckpoint, withCheckpoint } from './with-checkpoint.ts';

/** What is needed to know is behind the log: the mail stays due. */
export const UNKNOWN_YET = 'UNKNOWN_YET';

/** How long a mail waits for the habilitations to come to where the log is, before it is left to the next run. */
const CATCH_UP_MS = 250;

/** Makes of what waits in the outbox a mail with address, text and link, unless something stands against it by now. */
@Injectable()
export class MailWriter {
  constructor(
    private readonly notifications: CaseNotifications,
    private readonly accounts: AccountsQuery,
    private readonly prospects: SignInProspects,
    private readonly heads: SignedHeads,
    private readonly trees: PartnerTreesQuery,
    private readonly commands: CommandHandling,
    private readonly terms: TermsQuery,
    private readonly store: EventStore,
    private readonly progress: ProjectionProgress,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async write({
    id,
    userCode,
    notice: queued,
    usefulUntil,
  }: Queued): Promise<Mail | Obstacle | typeof UNKNOWN_YET> {
    const now = this.clock.now();
    if (now >= usefulUntil) return 'NOT_USEFUL';
    if (queued.template === 'signature-link') return this.toRepresentative(id, queued, now);
    const notice = await this.notifications.asOfNow(queued);
    if (!notice) return 'CASE_SETTLED';
    const holder = userCode === null ? null : await this.accounts.byCode(userCode);
    // The accounts are behind the log, and have yet to hear of this code: the next run finds it.
    if (!holder) return UNKNOWN_YET;
    if (await this.isOvertaken(notice, holder)) return 'NOT_USEFUL';
    const obstacle = await this.obstacleTo(notice, holder);
    if (obstacle) return obstacle;
    const linkToken = this.linkTokenOf(notice, holder.userCode);
    const address = linkToken === '' ? holder.email : await this.mailboxOf(holder.userCode);
    if (address === undefined) return UNKNOWN_YET;
    const { name } = holder;
    const letter = write(notice, { name, userCode: holder.userCode, linkToken, ...this.placeAndDay(now) });
    return { id, to: { name, address }, ...(await this.sealed(notice.template, letter, holder.organism.id)) };
  }

  private linkTokenOf({ template, data }: Notice, userCode: string): string {
    const { secret } = this.config;
    if (template === 'activation-link' || template === 'password-lost') {
      return activationToken(secret, userCode, data.delivery);
    }
    return template === 'new-browser' ? signInDenialToken(secret, userCode, data.sessionId) : '';
  }

  /** Where a link to a password goes is for the log alone to say: read models are for whoever may write to the database. */
  private async mailboxOf(userCode: string): Promise<string | undefined> {
    return (await this.commands.load(account, userCode)).opened?.email;
  }

  private async sealed(template: Template, letter: Letter, partner: string) {
    const newest = carriesCheckpoint(template) ? await this.heads.newest() : undefined;
    if (!newest) return { ...letter, attachments: [] };
    return withCheckpoint(letter, newest.note, await this.trees.sizeOf(partner));
  }

  /** Where to write to stands in the log, for as long as the link opens (R2). */
  private async toRepresentative(
    id: string,
    notice: Extract<Notice, { template: 'signature-link' }>,
    now: Instant,
  ): Promise<Mail | Obstacle> {
    const { conventionId, linkId } = notice.data;
    const state = await this.commands.load(convention, conventionId);
    if (linkOpensUntil(state, linkId, now) === null) return 'NOT_USEFUL';
    const linkToken = signatureToken(this.config.secret, conventionId, linkId);
    const letter = write(notice, { name: '', userCode: '', linkToken, ...this.placeAndDay(now) });
    return { id, to: { name: '', address: state.link!.email }, ...letter, attachments: [] };
  }

  /** What it says of a day is no longer so: its addressee, or somebody else, has done something about it since it was queued (R4, R21, R24). */
  private async isOvertaken({ template, data }: Notice, holder: AccountContact): Promise<boolean> {
    switch (template) {
      case 'idle-reminder':
        return data.lastDay !== holder.blocksAfter;
      case 'convention-ending':
        return (await this.commands.load(convention, data.conventionId)).until !== data.until;
      case 'renewal-proposed':
        return (await this.commands.load(convention, data.conventionId)).renewal?.until !== data.until;
      case 'codes-to-reactivate':
        return (await this.commands.load(campaign, data.campaignId))?.opensOn !== data.opensOn;
      case 'habilitations-ending': {
        const { lastDay } = data;
        const left = await this.terms.ending(lastDay, lastDay, this.clock.now());
        return !left.some(({ gestionnaireId }) => gestionnaireId === holder.organism.id);
      }
      case 'control-planned': {
        const { state, plannedOn } = await this.commands.load(control, data.controlId);
        return state !== 'planned' || plannedOn !== data.plannedOn;
      }
      case 'access-review-opened':
      case 'access-review-reminder':
        return (await this.commands.load(accessReview, data.reviewId)).state !== 'open';
      default:
        return false;
    }
  }

  private placeAndDay(now: Instant): Pick<Addressing, 'today' | 'portal'> {
    const { publicUrl, port } = this.config;
    return { today: parisDateOf(now), portal: publicUrl ?? `http://localhost:${port}` };
  }

  /**
   * Looked at again now: since it was queued, its addressee may have left (R19, R21).
   * Not known yet while the read model that says where a person holds habilitations is behind the log.
   */
  private async obstacleTo(
    { template }: Notice,
    holder: AccountContact,
  ): Promise<Obstacle | typeof UNKNOWN_YET | null> {
    const obstacle = obstacleTo(template, await this.prospects.of(holder.userCode));
    if (obstacle !== 'NOT_HABILITATED') return obstacle;
    const head = await this.store.head();
    if (!(await this.progress.waitFor(['habilitations'], head, CATCH_UP_MS))) return UNKNOWN_YET;
    return obstacleTo(template, await this.prospects.of(holder.userCode));
  }
}
