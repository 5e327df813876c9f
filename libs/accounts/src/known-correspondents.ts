import { Injectable } from '@nestjs/common';
import { Correspondents } from '#conventions';
import { CommandHandling } from '#event-sourcing';
import { conflict, executionContext, forbidden, isOfCaf } from '#platform';
import { account } from './domain/account.ts';
import { USER_CODE } from './domain/user-code.ts';
import { AccountsQuery } from './read-models/accounts/query.ts';

/** Who may sign for a gestionnaire, by their codes (R2). */
@Injectable()
export class KnownCorrespondents extends Correspondents {
  constructor(
    private readonly commands: CommandHandling,
    private readonly accounts: AccountsQuery,
  ) {
    super();
  }

  override haveBeenAt(gestionnaireId: string): Promise<boolean> {
    return this.accounts.hasHadSignatories(gestionnaireId);
  }

  override async mustMaySign(): Promise<void> {
    const { code } = executionContext().actor;
    if (!USER_CODE.test(code)) return;
    const { toBeConfirmed } = await this.commands.load(account, code);
    if (!toBeConfirmed) return;
    throw forbidden(
      'code-to-be-confirmed',
      'La Caf a ouvert votre code ou changé votre messagerie : un autre correspondant de votre organisme doit vous confirmer avant que vous signiez pour lui.',
    );
  }

  override async mustNotBeOfOfficer(email: string): Promise<void> {
    const roles = await this.accounts.rolesAt(email);
    if (!roles.some(isOfCaf)) return;
    throw conflict(
      'mailbox-of-officer',
      'Cette messagerie est celle d’un agent de la Caf : nul n’y signe pour le gestionnaire.',
    );
  }
}
