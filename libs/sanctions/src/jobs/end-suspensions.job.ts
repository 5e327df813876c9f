import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EndSuspension } from '#accounts';
import { Clock, inTurn, type Job, parisDateOf } from '#platform';
import { SanctionsQuery } from '../read-models/sanctions/query.ts';

/** Ends the suspensions whose last day is over: one command per code, which looks again for itself. */
@Injectable()
export class EndSuspensionsJob implements Job {
  readonly name = 'end-suspensions';
  readonly purpose = 'Lève les suspensions dont le dernier jour est passé.';
  readonly schedule = '*/10 * * * *';

  constructor(
    private readonly sanctions: SanctionsQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async run() {
    const due = await this.sanctions.suspendedUntilBefore(parisDateOf(this.clock.now()));
    await inTurn(due, (userCode) => this.commands.execute(new EndSuspension(userCode)));
    return { examined: due.length };
  }
}
