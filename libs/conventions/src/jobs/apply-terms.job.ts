import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock, inTurn, type Job } from '#platform';
import { ApplyConventionTerm } from '../commands/apply-convention-term.ts';
import { ConventionsQuery } from '../read-models/conventions/query.ts';

/** Puts signed conventions into force on their first day, and ends them after their last (R1, R3). */
@Injectable()
export class ApplyTermsJob implements Job {
  readonly name = 'convention-terms';
  readonly purpose = 'Fait entrer en vigueur et expirer les conventions à leur date.';
  readonly schedule = '*/10 * * * *';

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async run() {
    const due = await this.conventions.dueForTerm(this.clock.now());
    await inTurn(due, (id) => this.commands.execute(new ApplyConventionTerm(id)));
    return { examined: due.length };
  }
}
