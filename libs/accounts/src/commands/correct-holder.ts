import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Mailboxes } from '#habilitations';
import {
  conflict,
  executionContext,
  forbidden,
  isSameMailbox,
  mailAddress,
  mustBeIndividual,
} from '#platform';
import { account } from '../domain/account.ts';
import type { Holder } from '../domain/account-events.ts';
import { AccountScope } from './account-scope.ts';
import { SeparationOfDuties } from './separation-of-duties.ts';

/**
 * An officer of the Caf corrects name or mailbox of whoever holds a code, for a reason: of a correspondent both, of a colleague
 * the name alone, of oneself neither (R12). An agent is corrected as a person.
 */
export class CorrectHolder extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    /** The mailbox stays as it is when it is null. */
    readonly details: { readonly name: string; readonly email: string | null },
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(CorrectHolder)
export class CorrectHolderHandler implements ICommandHandler<CorrectHolder> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly duties: SeparationOfDuties,
    private readonly mailboxes: Mailboxes,
  ) {}

  async execute({ userCode, details, reason }: CorrectHolder) {
    if (executionContext().actor.code === userCode) {
      throw forbidden(
        'own-code',
        'Nul ne corrige son propre code : demandez-le à une autre personne de la Caf.',
      );
    }
    const opened = (await this.scope.mustOversee(userCode)).opened!;
    if (opened.role === 'agent') {
      throw conflict('holder-is-agent', 'C’est un agent : corrigez la personne, et son code suivra.');
    }
    const email = mailAddress(details.email ?? opened.email);
    const isVouchedFor = executionContext().actor.role === 'system';
    const correction = {
      type: 'CorrectHolder',
      details: { ...details, email },
      reason,
      isVouchedFor,
    } as const;
    if (isSameMailbox(opened.email, email)) return this.commands.handle(account, userCode, correction);

    await this.mustBeAllowed(opened, email);
    await this.mailboxes.claim(email, opened.holder);
    try {
      return await this.commands.handle(account, userCode, correction);
    } finally {
      const present = (await this.commands.load(account, userCode)).opened;
      await this.mailboxes.keepOnly(present?.email, [opened.email, email], opened.holder);
    }
  }

  /** Whoever has the mailbox gets the links: one officer alone would take a colleague's code with it. */
  private async mustBeAllowed(opened: Holder, email: string): Promise<void> {
    if (executionContext().actor.role === 'system') return;
    if (opened.role !== 'gestionnaire') {
      throw conflict(
        'mailbox-of-officer',
        'La messagerie d’un agent de la Caf ne se corrige pas : fermez ce code et demandez-en un autre, qu’une seconde personne accorde.',
      );
    }
    mustBeIndividual(email);
    await this.duties.mustAllow(opened.role, email);
  }
}
