import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, BlockAccount, RevokePassword } from '#accounts';
import { ConventionsQuery } from '#conventions';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Clock, executionContext, notFound, Refusal } from '#platform';
import {
  endangeredCode,
  type IncidentReport,
  incident,
  mustBePossible,
  type Parties,
} from '../domain/incident.ts';
import { CATEGORY_NAMES } from '../domain/wording.ts';

/**
 * A partner tells the Caf of an incident, or an officer records what was told by telephone (R23). A code whose password
 * is lost or stolen opens nothing from then on: it is blocked, and wants another password when it is unblocked.
 */
export class ReportIncident extends Command<CommandOutcome> {
  constructor(
    readonly incidentId: string,
    readonly gestionnaireId: string,
    readonly report: IncidentReport,
  ) {
    super();
  }
}

@CommandHandler(ReportIncident)
export class ReportIncidentHandler implements ICommandHandler<ReportIncident> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly bus: CommandBus,
    private readonly conventions: ConventionsQuery,
    private readonly clock: Clock,
  ) {}

  async execute({ incidentId, gestionnaireId, report }: ReportIncident) {
    const parties = await this.partiesOf(gestionnaireId);
    if (report.userCode !== null) await this.mustBelong(report.userCode, gestionnaireId);
    // The code first, but for no report that would be refused. After a crash between the two it stays blocked, and the
    // same wish finds its own block.
    mustBePossible(report, this.clock.now());
    const endangered = endangeredCode(report);
    if (endangered !== null) {
      const reason = `${CATEGORY_NAMES[report.category]}, signalé à la Caf`;
      await this.see(new BlockAccount(endangered, reason));
      await this.see(new RevokePassword(endangered, reason));
    }
    return this.commands.handle(incident, incidentId, { type: 'ReportIncident', report, parties });
  }

  /** By the conventions of whoever reports, first the one in force. */
  private async partiesOf(gestionnaireId: string): Promise<Parties> {
    const { organism } = executionContext().actor;
    const known = organism === null ? [] : await this.conventions.partnershipsOf(organism);
    const partnerships = known.filter(({ gestionnaire }) => gestionnaire.id === gestionnaireId);
    const partnership = partnerships.find(({ inForce }) => inForce) ?? partnerships[0];
    if (!partnership) {
      throw notFound('gestionnaire-not-found', 'Ce gestionnaire n’existe pas, ou ne relève pas de vous.');
    }
    return { gestionnaire: partnership.gestionnaire, cafId: partnership.caf.id };
  }

  /** An agent tells of their own code: a report can block one, which is not for colleagues to do. */
  private async mustBelong(userCode: string, gestionnaireId: string): Promise<void> {
    const { opened } = await this.commands.load(account, userCode);
    const { role, code } = executionContext().actor;
    if (opened?.organism.id !== gestionnaireId || (role === 'agent' && userCode !== code)) {
      throw notFound('account-unknown', 'Ce code n’existe pas, ou n’est pas de cet organisme.');
    }
  }

  /** Done, or as it should be already. */
  private async see(command: BlockAccount | RevokePassword): Promise<void> {
    await this.bus.execute(command).catch((error: unknown) => {
      if (!(error instanceof Refusal && DONE_ALREADY.has(error.code))) throw error;
    });
  }
}

const DONE_ALREADY = new Set(['account-blocked', 'account-closed', 'no-password']);
