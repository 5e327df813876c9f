import { Injectable } from '@nestjs/common';
import { CommandHandling, type CommandOutcome, type Deciding } from '#event-sourcing';
import { Refusal } from '#platform';
import { account } from '../domain/account.ts';
import type { AccountCommand } from '../domain/account-decisions.ts';
import type { Holder } from '../domain/account-events.ts';
import { candidateCodes } from '../domain/user-code.ts';

export interface Opened extends CommandOutcome {
  readonly userCode: string;
}

/** Gives a holder the first of their candidate codes that nobody else has ever had (R12). */
@Injectable()
export class AccountOpening {
  constructor(private readonly commands: CommandHandling) {}

  /** `isVouchedFor`: no officer of a Caf has chosen the mailbox (R2). */
  open(holder: Holder, isVouchedFor: boolean): Promise<Opened> {
    return this.firstOf(holder, openingOf(holder, isVouchedFor), this.commands);
  }

  /** Whether it would be opened, and what has refused it: nothing is done. */
  async rehearse(holder: Holder, rehearsal: Deciding): Promise<void> {
    await this.firstOf(holder, openingOf(holder, false), rehearsal);
  }

  /** Asks another officer to open it. */
  request(holder: Holder, by: string): Promise<Opened> {
    const commandFor = (userCode: string) => ({ type: 'RequestAccount', userCode, holder, by }) as const;
    return this.firstOf(holder, commandFor, this.commands);
  }

  private async firstOf<Outcome>(
    holder: Holder,
    commandFor: (userCode: string) => AccountCommand,
    commands: Handling<Outcome>,
  ): Promise<Outcome & { readonly userCode: string }> {
    for (const userCode of candidateCodes(holder.role, holder.holder)) {
      try {
        return { userCode, ...(await commands.handle(account, userCode, commandFor(userCode))) };
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'code-taken')) throw error;
      }
    }
    throw new Error('candidateCodes never ends');
  }
}

interface Handling<Outcome> {
  handle(decider: typeof account, id: string, command: AccountCommand): Promise<Outcome>;
}

const openingOf = (holder: Holder, isVouchedFor: boolean) => (userCode: string) =>
  ({ type: 'OpenAccount', userCode, holder, isVouchedFor }) as const;
