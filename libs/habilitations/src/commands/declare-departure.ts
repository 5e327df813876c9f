import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome, idOf } from '#event-sourcing';
import { Clock, mustActFor, notFound, Refusal } from '#platform';
import {
  type Departure,
  type DepartureState,
  departure,
  departureIdOf,
  type EndedHolding,
  type Ending,
  notEndedBy,
} from '../domain/departure.ts';
import { person } from '../domain/person.ts';
import { roster } from '../domain/roster.ts';
import { holdingIn } from '../domain/roster-state.ts';
import { DeparturesQuery } from '../read-models/departures/query.ts';
import { HoldingsQuery } from '../read-models/habilitations/holdings-query.ts';
import { DepartureFollowUp } from './departure-follow-up.ts';
import { Mailboxes } from './mailboxes.ts';
import { SuccessionRehearsal } from './succession-rehearsal.ts';

/**
 * The gestionnaire declares a change or the end of a mission (R20). In one act the profiles end, and those of a successor are
 * asked for; of a change those alone that are named.
 */
export class DeclareDeparture extends Command<CommandOutcome> {
  constructor(
    readonly declared: Omit<Departure, 'gestionnaireId'>,
    /** Null for all that the person holds. */
    readonly habilitationIds: readonly string[] | null = null,
  ) {
    super();
  }
}

type Declared = NonNullable<DepartureState['declared']>;
const NOTHING: Ending = { holdings: [], interrupted: [], requests: [] };

@CommandHandler(DeclareDeparture)
export class DeclareDepartureHandler implements ICommandHandler<DeclareDeparture> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly holdings: HoldingsQuery,
    private readonly departures: DeparturesQuery,
    private readonly mailboxes: Mailboxes,
    private readonly followUp: DepartureFollowUp,
    private readonly succession: SuccessionRehearsal,
    private readonly clock: Clock,
  ) {}

  async execute({ declared, habilitationIds }: DeclareDeparture) {
    const { personId, successor } = declared;
    const { gestionnaireId } = await this.mustBeKnown(personId);
    // Before anything is declared: an agent of the same gestionnaire, whose mailbox is still theirs (R11, R16).
    if (successor) await this.mustBeKnown(successor.personId);
    const outcome = await this.declare({ ...declared, gestionnaireId }, habilitationIds);
    const event = outcome.events[0];
    if (event?.type !== 'DepartureDeclared') return outcome;
    const last = await this.followUp.carryOut(idOf(outcome.stream), event.data, this.clock.now());
    return { ...outcome, position: last?.position ?? outcome.position };
  }

  /**
   * Under the first number that is free. The command is given to each declaration before too: the one that it has made itself, when it
   * is sent again, answers as it did, and any other refuses. What those have ended ends no second time, though it may not be carried out
   * yet.
   */
  private async declare(told: Departure, habilitationIds: readonly string[] | null) {
    const earlier: Declared[] = [];
    for (;;) {
      const id = departureIdOf(told.personId, earlier.length + 1);
      const { declared } = await this.commands.load(departure, id);
      try {
        return await (declared
          ? this.commands.handle(departure, id, { type: 'DeclareDeparture', departure: told, ...NOTHING })
          : this.declareAs(id, told, await this.endedBy(told, habilitationIds, earlier)));
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'departure-declared')) throw error;
        // Where there was none, somebody else has just been faster: theirs is read, and comes before.
        if (declared) earlier.push(declared);
      }
    }
  }

  private declareAs(id: string, told: Departure, ending: Ending) {
    const command = { type: 'DeclareDeparture', departure: told, ...ending } as const;
    const { successor } = told;
    return this.mailboxes.claimedFor(successor ? [successor.personId] : [], async () => {
      if (successor) await this.succession.mustBePossible(id, command);
      return this.commands.handle(departure, id, command);
    });
  }

  /** @throws Refusal person-not-found */
  private async mustBeKnown(personId: string) {
    const known = await this.commands.load(person, personId);
    if (!known) {
      throw notFound('person-not-found', 'Cette personne n’est pas enregistrée parmi vos agents.');
    }
    mustActFor(known.gestionnaireId);
    return known;
  }

  private async endedBy(
    told: Pick<Departure, 'gestionnaireId' | 'personId'>,
    habilitationIds: readonly string[] | null,
    earlier: readonly Declared[],
  ): Promise<Ending> {
    const holdings = notEndedBy(earlier, await this.holdingsOf(told.personId, habilitationIds));
    // Of two absences without a return between them, the later one has ended what the earlier one had.
    const interrupted = new Map(
      (await this.departures.interruptedOf(told)).map((one) => [placeOf(one), one]),
    );
    for (const held of holdings) interrupted.delete(placeOf(held));
    const left = earlier.filter(({ kind }) => kind === 'departure');
    return {
      holdings,
      interrupted: notEndedBy(left, [...interrupted.values()]),
      requests: await this.holdings.pendingOf(told.personId),
    };
  }

  /** The read model says where to look, the log what is held still. */
  private async holdingsOf(personId: string, habilitationIds: readonly string[] | null) {
    const found = await this.holdings.heldOrAwaitedBy(personId);
    const named = found.filter(({ habilitationId }) => habilitationIds?.includes(habilitationId) ?? true);
    if (habilitationIds && named.length < habilitationIds.length) {
      throw notFound('habilitation-not-found', 'Cette habilitation n’existe pas, ou a déjà pris fin.');
    }
    const rosters = await Promise.all(
      named.map(({ establishmentId }) => this.commands.load(roster, establishmentId)),
    );
    return named.flatMap(({ habilitationId, establishmentId }, index) => {
      const held = holdingIn(rosters[index]!, habilitationId);
      if (held?.personId !== personId) return [];
      const { profile, cafId, requestedOn } = held;
      const lastDay = held.term?.lastDay ?? null;
      return [{ habilitationId, establishmentId, profile, cafId, lastDay, requestedOn }];
    });
  }
}

const placeOf = ({ establishmentId, profile }: Pick<EndedHolding, 'establishmentId' | 'profile'>): string =>
  `${establishmentId} ${profile}`;
