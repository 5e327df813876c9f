import { Injectable } from '@nestjs/common';
import { CommandHandling, idOf, ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import { isSameMailbox } from '#platform';
import { Mailboxes } from '../commands/mailboxes.ts';
import { type PersonEvent, person } from '../domain/person.ts';
import { roster } from '../domain/roster.ts';
import type { RosterEvent } from '../domain/roster-events.ts';
import { isConcerned } from '../domain/roster-state.ts';
import { HoldingsQuery } from '../read-models/habilitations/holdings-query.ts';

/**
 * Ends the claim on a mailbox when an agent's last habilitation has ended, when what they were named in again is refused, or when
 * they have another (R16), and claims
 * those of persons in logs that are older than today's spelling of a mailbox: what another has claimed since stays theirs.
 */
@Injectable()
export class KeepMailboxes implements Reactor<PersonEvent | RosterEvent> {
  readonly name = 'keep-mailboxes';
  readonly categories = ['person', 'roster'];

  constructor(
    private readonly commands: CommandHandling,
    private readonly progress: ProjectionProgress,
    private readonly holdings: HoldingsQuery,
    private readonly mailboxes: Mailboxes,
  ) {}

  async react({ type, data, stream, position }: RecordedEvent<PersonEvent | RosterEvent>): Promise<void> {
    if (type === 'PersonRegistered' || type === 'PersonCorrected') {
      const present = await this.commands.load(person, idOf(stream));
      const { email } = type === 'PersonRegistered' ? data : data.before;
      const isTheirs = present !== null && isSameMailbox(present.email, email);
      // Another was claimed with the correction itself.
      if (!isTheirs) return this.mailboxes.release(email, idOf(stream));
      if (type === 'PersonRegistered') await this.mailboxes.claim(email, idOf(stream));
      return;
    }
    if (type !== 'HabilitationRevoked' && type !== 'HabilitationRefused') return;
    await this.progress.mustHaveSeen(['habilitations'], position);
    const concerned =
      type === 'HabilitationRevoked' ? [data.personId] : await this.holdings.formerHoldersIn(data.requestId);
    for (const personId of concerned) await this.releaseIfLeft(personId, idOf(stream));
  }

  private async releaseIfLeft(personId: string, establishmentId: string): Promise<void> {
    if (await this.holdings.isConcerned(personId)) return;
    // What came with the end may not be known there yet: a longer time, or a return.
    if (isConcerned(await this.commands.load(roster, establishmentId), personId)) return;
    const left = await this.commands.load(person, personId);
    if (left) await this.mailboxes.release(left.email, personId);
  }
}
