import { Injectable } from '@nestjs/common';
import { type ConventionEvent, convention } from '#conventions';
import { CommandHandling, idOf, ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import { HoldingsQuery, type RosterEvent } from '#habilitations';
import { Clock } from '#platform';
import { type AccountContact, AccountsQuery } from '../read-models/accounts/query.ts';
import { Sessions } from '../sign-in/sessions.ts';

type Ending = ConventionEvent | RosterEvent;

/**
 * Ends the sessions that nothing carries any more: with the last day of a convention, its termination for breach, or a
 * revocation (R3, R25). The guard lets nobody in from that very instant; this sees to it that no session is left behind,
 * to come alive again under another habilitation.
 */
@Injectable()
export class EndSessions implements Reactor<Ending> {
  readonly name = 'end-sessions';
  readonly categories = ['convention', 'roster'];

  constructor(
    private readonly commands: CommandHandling,
    private readonly progress: ProjectionProgress,
    private readonly accounts: AccountsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async react(event: RecordedEvent<Ending>): Promise<void> {
    if (!ENDINGS.has(event.type)) return;
    // Who has a profile for longer goes on with it.
    if (event.type === 'HabilitationRevoked' && event.data.cause === 'prolongation') return;
    await this.progress.mustHaveSeen(['habilitations', 'accounts'], event.position);
    for (const { userCode, personId } of await this.concerned(event)) {
      if (personId === null) continue;
      const left = await this.holdings.rightsOf(personId, this.clock.now());
      if (left.length === 0) await this.sessions.endAllOf(userCode);
    }
  }

  /** The agents who lose a right; they may have others. */
  private async concerned(event: RecordedEvent<Ending>): Promise<AccountContact[]> {
    if (event.type === 'HabilitationRevoked') {
      const holder = await this.accounts.byPerson(event.data.personId);
      return holder ? [holder] : [];
    }
    const { gestionnaireId } = await this.commands.load(convention, idOf(event.stream));
    return gestionnaireId === undefined ? [] : this.accounts.contacts(gestionnaireId, 'agent');
  }
}

const ENDINGS: ReadonlySet<Ending['type']> = new Set<Ending['type']>([
  'ConventionExpired',
  'ConventionTerminated',
  'HabilitationRevoked',
]);
