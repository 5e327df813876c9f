import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { annex } from '../domain/annex.ts';
import { person } from '../domain/person.ts';
import { roster } from '../domain/roster.ts';
import type { WrittenRequest } from '../domain/roster-events.ts';
import { amendmentProposedBy } from './amendment-proposed-by.ts';
import { Coverage } from './coverage.ts';
import { Mailboxes } from './mailboxes.ts';

/** The gestionnaire asks for a profile, in writing, for a named agent (R11). */
export class RequestHabilitation extends Command<CommandOutcome> {
  constructor(
    readonly establishmentId: string,
    readonly request: WrittenRequest,
  ) {
    super();
  }
}

@CommandHandler(RequestHabilitation)
export class RequestHabilitationHandler implements ICommandHandler<RequestHabilitation> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly coverage: Coverage,
    private readonly mailboxes: Mailboxes,
  ) {}

  async execute({ establishmentId, request }: RequestHabilitation) {
    const { inForce, ...covered } = await this.coverage.of(establishmentId);
    mustActFor(covered.gestionnaireId);
    const named = await this.commands.load(person, request.personId);
    const employer = named?.gestionnaireId ?? null;
    // Whoever comes back may find that another has their mailbox by now (R16).
    const returning = request.term?.returnsTo;
    const asked = returning ? [request.personId, returning] : [request.personId];
    const requested = await this.mailboxes.claimedFor(asked, () =>
      this.commands.handle(roster, establishmentId, {
        type: 'RequestHabilitation',
        request,
        covered,
        inForce,
        employer,
      }),
    );
    const proposal = requested.events
      .map((event) => amendmentProposedBy(event, establishmentId))
      .find((proposed) => proposed !== null);
    if (!proposal) return requested;
    // The later of the two positions. At once, so that whoever asked sees what is to be signed; `AmendAnnex` makes sure of it after a crash.
    const { position } = await this.commands.handle(annex, covered.gestionnaireId, {
      type: 'ProposeAnnexAmendment',
      proposal,
    });
    return { ...requested, position };
  }
}
