import { Injectable } from '@nestjs/common';
import { account } from '#accounts';
import { CommandHandling } from '#event-sourcing';
import { executionContext, mustActFor, notFound } from '#platform';
import { anomaly } from '../domain/anomaly.ts';

/** On which cases an officer works, and with whom: those of their own Caf. */
@Injectable()
export class CaseworkScope {
  constructor(private readonly commands: CommandHandling) {}

  /** @throws Refusal not-found: the case does not exist, or is another Caf’s */
  async mustBeOwn(anomalyId: string): Promise<void> {
    mustActFor((await this.commands.load(anomaly, anomalyId)).cafId);
  }

  /** Oneself, or a colleague who can sign in or will. @throws Refusal officer-unknown */
  async mustBeColleague(userCode: string): Promise<void> {
    const { actor } = executionContext();
    if (userCode === actor.code) return;
    const { opened, state } = await this.commands.load(account, userCode);
    const isOfficer = opened?.role === 'caf-security' && opened.organism.id === actor.organism;
    if (isOfficer && state !== 'closed') return;
    throw notFound(
      'officer-unknown',
      'Ce code n’est pas celui d’une personne chargée de la sécurité dans votre Caf.',
    );
  }
}
