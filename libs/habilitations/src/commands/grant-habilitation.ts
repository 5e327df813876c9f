import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { amendedIn, annex } from '../domain/annex.ts';
import { roster } from '../domain/roster.ts';
import { pendingIn } from '../domain/roster-state.ts';
import { Coverage } from './coverage.ts';
import { Mailboxes } from './mailboxes.ts';

/** The Caf grants what was requested in writing (R11), an approver only once the annex is amended (R22). */
export class GrantHabilitation extends Command<CommandOutcome> {
  constructor(
    readonly establishmentId: string,
    readonly requestId: string,
  ) {
    super();
  }
}

@CommandHandler(GrantHabilitation)
export class GrantHabilitationHandler implements ICommandHandler<GrantHabilitation> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly coverage: Coverage,
    private readonly mailboxes: Mailboxes,
  ) {}

  async execute({ establishmentId, requestId }: GrantHabilitation) {
    const { cafId, gestionnaireId, ...covered } = await this.coverage.of(establishmentId);
    mustActFor(cafId);
    const request = pendingIn(await this.commands.load(roster, establishmentId), requestId);
    // Whoever is to have their profile again keeps their mailbox until then.
    const returning = request?.term?.returnsTo;
    return this.mailboxes.claimedFor(returning ? [returning] : [], async () =>
      this.commands.handle(roster, establishmentId, {
        type: 'GrantHabilitation',
        requestId,
        // The convention that the request was made under, which is not always the present one.
        inForce: request ? await this.coverage.inForce(request.conventionId) : covered.inForce,
        amended: amendedIn(await this.commands.load(annex, gestionnaireId)),
      }),
    );
  }
}
