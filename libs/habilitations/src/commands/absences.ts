import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import { conflict, mustActFor, notFound } from '#platform';
import { type DepartureState, departure, departureIdOf } from '../domain/departure.ts';

/** Absences that their gestionnaire may end or prolong. */
@Injectable()
export class Absences {
  constructor(private readonly commands: CommandHandling) {}

  /**
   * One of the actor's own, whose person has not left since: by the log, for a read model may not know yet of a departure that was just declared.
   * @throws Refusal not-found, has-left
   */
  async underWay(departureId: string): Promise<NonNullable<DepartureState['declared']>> {
    const { declared, hasReturned } = await this.commands.load(departure, departureId);
    mustActFor(declared?.gestionnaireId);
    if (!declared) throw notFound('departure-not-found', 'Cette déclaration n’existe pas.');
    if (!hasReturned && (await this.hasLeftSince(departureId, declared.personId))) {
      throw conflict(
        'has-left',
        'Le départ de cette personne est déclaré : elle ne revient pas d’une absence.',
      );
    }
    return declared;
  }

  private async hasLeftSince(departureId: string, personId: string): Promise<boolean> {
    let isSince = false;
    for (let number = 1; ; number++) {
      const id = departureIdOf(personId, number);
      const { declared } = await this.commands.load(departure, id);
      if (!declared) return false;
      if (isSince && declared.kind === 'departure') return true;
      isSince ||= id === departureId;
    }
  }
}
