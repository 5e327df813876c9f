import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import { conflict, executionContext, forbidden, isOfCaf, mailboxOf, type UserRole } from '#platform';
import { account } from '../domain/account.ts';
import { AccountsQuery } from '../read-models/accounts/query.ts';

/** Nobody opens a code for themselves, and nobody holds two functions of which one watches over the other. */
@Injectable()
export class SeparationOfDuties {
  constructor(
    private readonly commands: CommandHandling,
    private readonly accounts: AccountsQuery,
  ) {}

  /** @throws Refusal own-mailbox, roles-held-together */
  async mustAllow(role: UserRole, email: string): Promise<void> {
    const { actor } = executionContext();
    const own = (await this.commands.load(account, actor.code)).opened;
    if (own && mailboxOf(own.email) === mailboxOf(email)) {
      throw forbidden(
        'own-mailbox',
        'C’est votre propre messagerie : nul n’ouvre un code pour soi-même. Une autre personne de la Caf peut le demander.',
      );
    }
    const held = await this.accounts.rolesAt(email);
    if (held.some((other) => other !== role && (isOfCaf(other) || isOfCaf(role)))) {
      throw conflict(
        'roles-held-together',
        'Cette adresse a déjà un code dans une autre fonction : une même personne ne tient pas deux fonctions dont l’une contrôle l’autre.',
      );
    }
  }
}
