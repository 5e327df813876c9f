import { Injectable } from '@nestjs/common';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Refusal } from '#platform';
import { account } from '../domain/account.ts';
import type { Holder } from '../domain/account-events.ts';
import { candidateCodes } from '../domain/user-code.ts';

export interface Opened extends CommandOutcome {
  readonly userCode: string;
}

/** Gives a holder the first of their candidate codes that nobody else has ever had (R12). */
@Injectable()
export class AccountOpening {
  constructor(private readonly commands: CommandHandling) {}

  async open(holder: Holder): Promise<Opened> {
    for (const userCode of candidateCodes(holder.role, holder.holder)) {
      try {
        const command = { type: 'OpenAccount', userCode, holder } as const;
        return { userCode, ...(await this.commands.handle(account, userCode, command)) };
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'code-taken')) throw error;
      }
    }
    throw new Error('candidateCodes never ends');
  }
}
