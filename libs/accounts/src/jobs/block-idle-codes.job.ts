import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock, inTurn, type Job, WHOLE } from '#platform';
import { BlockIdleAccount } from '../commands/block-idle-account.ts';
import { AccountsQuery } from '../read-models/accounts/query.ts';

const CODES_PER_SHARE = 200;
/** Each share looks at all idle codes to find its own. */
const MOST_SHARES = 50;

/** Blocks the codes that nobody has used for 45 days (R21): one command per code, which looks again for itself. */
@Injectable()
export class BlockIdleCodesJob implements Job {
  readonly name = 'block-idle-codes';
  readonly purpose = 'Bloque les codes qui n’ont pas servi pendant 45 jours.';
  readonly schedule = '5 * * * *';

  constructor(
    private readonly accounts: AccountsQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async shares() {
    const idle = await this.accounts.idleCount(this.clock.now());
    return Math.min(Math.ceil(idle / CODES_PER_SHARE), MOST_SHARES);
  }

  async run(share = WHOLE) {
    const codes = await this.accounts.idleCodes(this.clock.now(), share);
    let blocked = 0;
    await inTurn(codes, async (code) => {
      const { events } = await this.commands.execute(new BlockIdleAccount(code));
      if (events.length > 0) blocked++;
    });
    return { examined: codes.length, blocked };
  }
}
