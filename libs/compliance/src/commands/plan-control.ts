import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ConventionsQuery } from '#conventions';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { type ControlPlan, control } from '../domain/control.ts';

/** The Caf means to verify something at one of its partners (R24). */
export class PlanControl extends Command<CommandOutcome> {
  constructor(
    readonly controlId: string,
    readonly gestionnaireId: string,
    readonly plan: ControlPlan,
  ) {
    super();
  }
}

@CommandHandler(PlanControl)
export class PlanControlHandler implements ICommandHandler<PlanControl> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly conventions: ConventionsQuery,
  ) {}

  async execute({ controlId, gestionnaireId, plan }: PlanControl) {
    const { organism } = executionContext().actor;
    const { gestionnaire, caf } = await this.conventions.mustBePartner(organism, gestionnaireId);
    const parties = { gestionnaire, cafId: caf.id };
    return this.commands.handle(control, controlId, { type: 'PlanControl', plan, parties });
  }
}
