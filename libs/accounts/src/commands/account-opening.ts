import { Injectable } from '@nestjs/common';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
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
    return this.firstOf(holder, (userCode) => ({ type: 'OpenAccount', userCode, holder, isVouchedFor }));
  }

  /** Asks another officer to open it. */
  request(holder: Holder, by: string): Promise<Opened> {
    return this.firstOf(holder, (userCode) => ({ type: 'RequestAccount', userCode, holder, by }));
  }

  private async firstOf(holder: Holder, commandFor: (userCode: string) => AccountCommand): Promise<Opened> {
    for (const userCode of candidateCodes(holder.role, holder.holder)) {
      try {
        return { userCode, ...(await this.commands.handle(account, userCode, commandFor(userCode))) };
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'code-taken')) throw error;
      }
    }
    throw new Error('candidateCodes never ends');
  }
}
