import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandHandling, type Deciding } from '#event-sourcing';
import { Config, isSameMailbox, mailboxOf } from '#platform';
import { mailbox, mailboxTaken } from '../domain/mailbox.ts';
import { person } from '../domain/person.ts';
import type { Term } from '../domain/roster-events.ts';

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
   * For a person, or for the holder of an officer's or a correspondent's code; for a rehearsal, as it would be.
   * @throws Refusal mailbox-taken
   */
  async claim(email: string, holder: string, commands: Deciding = this.commands): Promise<void> {
    const [id, former] = this.idsOf(email);
    if (former !== id) {
      const { personId } = await commands.load(mailbox, former);
      if (personId !== null && personId !== holder) throw mailboxTaken();
    }
    await commands.handle(mailbox, id, { type: 'ClaimMailbox', personId: holder });
  }

  /** Whoever is to have their profile again keeps their mailbox until then. */
  async claimForReturn(term: Term | null): Promise<void> {
    const returning = term?.returnsTo ? await this.commands.load(person, term.returnsTo) : null;
    if (returning) await this.claim(returning.email, term!.returnsTo!);
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
