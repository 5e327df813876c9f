import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account } from '#accounts';
import { ConventionsQuery } from '#conventions';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { HoldingsQuery } from '#habilitations';
import { Clock, executionContext, type Instant, notFound } from '#platform';
import { type IncidentReport, incident, type Parties } from '../domain/incident.ts';
import { EndangeredCodes } from './endangered-codes.ts';

/** What is told of an incident; without the moment of its discovery it was discovered just now. */
export type Told = Omit<IncidentReport, 'discoveredAt'> & { readonly discoveredAt: Instant | null };

/**
 * A partner tells the Caf of an incident, or an officer records what was told by telephone (R23). A code whose password
 * is lost or stolen opens nothing any more when it answers.
 */
export class ReportIncident extends Command<CommandOutcome> {
  constructor(
    readonly incidentId: string,
    readonly gestionnaireId: string,
    readonly told: Told,
  ) {
    super();
  }
}

@CommandHandler(ReportIncident)
export class ReportIncidentHandler implements ICommandHandler<ReportIncident> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly conventions: ConventionsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly codes: EndangeredCodes,
    private readonly clock: Clock,
  ) {}

  async execute({ incidentId, gestionnaireId, told }: ReportIncident): Promise<CommandOutcome> {
    const personId = told.userCode === null ? null : await this.holderOf(told.userCode, gestionnaireId);
    return this.record(incidentId, await this.partiesOf(gestionnaireId, personId), told);
  }

  /** By whoever acts, whose incident it is being known. */
  async record(incidentId: string, parties: Parties, told: Told): Promise<CommandOutcome> {
    const report = { ...told, discoveredAt: told.discoveredAt ?? this.clock.now() };
    const outcome = await this.commands.handle(incident, incidentId, {
      type: 'ReportIncident',
      report,
      parties,
    });
    // The report first: whoever blocks their own code here has no session to repeat it with.
    await this.codes.disarm(incidentId, report);
    return outcome;
  }

  /** By the conventions of whoever reports: that under which the person holds a profile, else the one in force. */
  private async partiesOf(gestionnaireId: string, personId: string | null): Promise<Parties> {
    const { organism } = executionContext().actor;
    const known = organism === null ? [] : await this.conventions.partnershipsOf(organism);
    const partnerships = known.filter(({ gestionnaire }) => gestionnaire.id === gestionnaireId);
    const cafs = personId === null ? [] : await this.holdings.cafsOf(personId, this.clock.now());
    const partnership =
      partnerships.find(({ caf }) => cafs.includes(caf.id)) ??
      partnerships.find(({ inForce }) => inForce) ??
      partnerships[0];
    if (!partnership) {
      throw notFound('gestionnaire-not-found', 'Ce gestionnaire n’existe pas, ou ne relève pas de vous.');
    }
    return { gestionnaire: partnership.gestionnaire, cafId: partnership.caf.id };
  }

  /** An agent tells of their own code: a report can block one, which is not for colleagues to do. */
  private async holderOf(userCode: string, gestionnaireId: string): Promise<string | null> {
    const { opened } = await this.commands.load(account, userCode);
    const { role, code } = executionContext().actor;
    if (opened?.organism.id !== gestionnaireId || (role === 'agent' && userCode !== code)) {
      throw notFound('account-unknown', 'Ce code n’existe pas, ou n’est pas de cet organisme.');
    }
    return opened.personId;
  }
}
