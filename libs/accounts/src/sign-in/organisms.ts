import { Injectable } from '@nestjs/common';
import { Config, isOfCaf } from '#platform';
import type { Account } from '../domain/account-state.ts';

/** As of which organism a provider has to vouch for whoever has a code. */
@Injectable()
export class Organisms {
  constructor(private readonly config: Config) {}

  /**
   * A gestionnaire goes by its SIRET. A Caf goes by its code, and its SIRET stands in the configuration: without it, nobody is of
   * that Caf for a provider.
   */
  isOf({ opened }: Account, siret: string | null): boolean {
    if (!opened || siret === null) return false;
    const { role, organism } = opened;
    const own = isOfCaf(role) ? this.config.identityProvider?.cafSirets.get(organism.id) : organism.id;
    return siret === own;
  }
}
