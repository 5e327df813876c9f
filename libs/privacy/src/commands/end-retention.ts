import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, Clock, executionContext, parisDateOf } from '#platform';
import { erasure, type Forgotten } from '../domain/erasure.ts';
import { ForgottenPeople, nameOf } from '../forgotten-people.ts';

/** Nothing is kept of somebody from a day on: they are announced to be erased, and once that is over, erased. */
export class EndRetention extends Command<CommandOutcome> {
  constructor(
    readonly forgotten: Forgotten,
    /** The first day on which nothing is kept of them. */
    readonly on: CalendarDate,
  ) {
    super();
  }
}

@CommandHandler(EndRetention)
export class EndRetentionHandler implements ICommandHandler<EndRetention> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly people: ForgottenPeople,
    private readonly clock: Clock,
  ) {}

  async execute({ forgotten, on }: EndRetention) {
    const obstacle = await this.people.obstacleTo(forgotten);
    const subjects = await this.people.subjectsOf(forgotten);
    const by = executionContext().actor.code;
    const today = parisDateOf(this.clock.now());
    const due = { forgotten, on, subjects, obstacle };
    return this.commands.handle(erasure, nameOf(forgotten), { type: 'EndRetention', due, by, today });
  }
}
