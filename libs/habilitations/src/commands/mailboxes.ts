import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandHandling, type Deciding } from '#event-sourcing';
import { Config, isSameMailbox, mailboxOf, Refusal } from '#platform';
import { mailbox, mailboxTaken } from '../domain/mailbox.ts';
import { person } from '../domain/person.ts';

/** As older logs told two addresses apart: `marie+greffe@…` was another than `marie@…`. */
const formerSpelling = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/**
 * Whose a mailbox is (R16): claimed for whoever is named as an agent or given a code, released when they have left.
 * Streams of mailboxes go by a keyed hash: the log's names of streams name nobody.
 */
@Injectable()
export class Mailboxes {
  constructor(
    private readonly commands: CommandHandling,
    private readonly config: Config,
  ) {}

  /**
   * For a person, or for the holder of an officer's or a correspondent's code; for a rehearsal, as it would be. Answers whether
   * it was free until now.
   * @throws Refusal mailbox-taken
   */
  async claim(email: string, holder: string, commands: Deciding = this.commands): Promise<boolean> {
    const [id, former] = this.idsOf(email);
    if (former !== id) {
      const { personId } = await commands.load(mailbox, former);
      if (personId !== null && personId !== holder) throw mailboxTaken();
    }
    const { events } = await commands.handle(mailbox, id, { type: 'ClaimMailbox', personId: holder });
    return events.length > 0;
  }

  /**
   * Claims those of whoever is asked for, or is to have a profile again, and does what they are claimed for. Where that is
   * refused, the ones that were free are free again.
   * @throws Refusal mailbox-taken
   */
  async claimedFor<Outcome>(personIds: readonly string[], work: () => Promise<Outcome>): Promise<Outcome> {
    const claimed: [email: string, personId: string][] = [];
    try {
      for (const personId of personIds) {
        const named = await this.commands.load(person, personId);
        if (named && (await this.claim(named.email, personId))) claimed.push([named.email, personId]);
      }
      return await work();
    } catch (error) {
      if (error instanceof Refusal) {
        for (const [email, personId] of claimed) await this.release(email, personId);
      }
      throw error;
    }
  }

  /** Whether it is claimed for them: not any more once they have left. */
  async isOf(email: string, holder: string): Promise<boolean> {
    const found = await Promise.all(this.idsOf(email).map((id) => this.commands.load(mailbox, id)));
    return found.some(({ personId }) => personId === holder);
  }

  /** Whoever else has claimed it keeps it. */
  async release(email: string, holder: string): Promise<void> {
    for (const id of new Set(this.idsOf(email))) {
      await this.commands.handle(mailbox, id, { type: 'ReleaseMailbox', personId: holder });
    }
  }

  /** After a correction, done or refused: of these mailboxes the holder keeps the one that they have now. */
  async keepOnly(present: string | undefined, emails: readonly string[], holder: string): Promise<void> {
    for (const email of emails) {
      if (present === undefined || !isSameMailbox(present, email)) await this.release(email, holder);
    }
  }

  private idsOf(email: string): readonly [id: string, former: string] {
    return [this.hashOf(mailboxOf(email)), this.hashOf(formerSpelling(email))];
  }

  private hashOf(spelling: string): string {
    return createHmac('sha256', this.config.nameSecret).update(`mailbox\u001f${spelling}`).digest('hex');
  }
}
