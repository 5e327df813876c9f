import { Injectable } from '@nestjs/common';
import { ConventionsQuery, convention, inForce } from '#conventions';
import { CommandHandling } from '#event-sourcing';
import { Clock, notFound } from '#platform';
import type { Covered } from '../domain/roster-events.ts';

/** Under which convention an establishment stands, for decisions that depend on it (R1). */
@Injectable()
export class Coverage {
  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly commands: CommandHandling,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal establishment-not-found */
  async of(establishmentId: string): Promise<Covered & { readonly inForce: boolean }> {
    const establishment = await this.conventions.establishment(establishmentId);
    if (!establishment) {
      throw notFound('establishment-not-found', 'Cet établissement n’est couvert par aucune convention.');
    }
    const { conventionId, gestionnaire, caf } = establishment;
    return {
      conventionId,
      gestionnaireId: gestionnaire.id,
      cafId: caf.id,
      inForce: await this.inForce(conventionId),
    };
  }

  /** By the log itself: a read model may be late, the end of a convention may not. */
  async inForce(conventionId: string): Promise<boolean> {
    return inForce(await this.commands.load(convention, conventionId), this.clock.now());
  }
}
