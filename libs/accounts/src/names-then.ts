import { Injectable } from '@nestjs/common';
import { CommandHandling, fold, type Position, type RecordedEvent } from '#event-sourcing';
import { account } from './domain/account.ts';
import type { AccountEvent } from './domain/account-events.ts';

/** Whose code it was at a position in the log: who is corrected later changes nothing of before. */
export type NameAt = (userCode: string, upTo: Position) => string | null;

/** Names as the log itself has them, for what has to stand up for years. */
@Injectable()
export class NamesThen {
  constructor(private readonly commands: CommandHandling) {}

  async of(userCodes: Iterable<string>): Promise<NameAt> {
    const histories = new Map<string, readonly RecordedEvent<AccountEvent>[]>();
    for (const code of new Set(userCodes)) histories.set(code, await this.commands.history(account, code));
    return (code, upTo) => {
      const known = (histories.get(code) ?? []).filter(({ position }) => position <= upTo);
      return fold(account, known).opened?.name ?? null;
    };
  }
}
