import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, type NewBrowser } from '#accounts';
import { browserName } from '#connections';
import { CommandHandling } from '#event-sourcing';
import { deriveId, formatDateTime, isOfCaf, runAs, systemActor } from '#platform';
import { ReportIncident, ReportIncidentHandler } from './report-incident.ts';

/**
 * The holder of a code says that it was somebody else who signed in with it: that is a stolen password, told to the Caf (R23).
 * Saying it again changes nothing. With an officer's code it is an incident of the Caf itself.
 */
export class DenySignIn extends Command<void> {
  constructor(readonly denied: NewBrowser) {
    super();
  }
}

@CommandHandler(DenySignIn)
export class DenySignInHandler implements ICommandHandler<DenySignIn> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly reports: ReportIncidentHandler,
  ) {}

  async execute({ denied: { userCode, sessionId, at, browser } }: DenySignIn) {
    const { opened } = await this.commands.load(account, userCode);
    if (!opened) throw new Error('A sign-in with a code that nobody has');
    const { role, organism } = opened;
    const commandId = deriveId('sign-in-denial', userCode, sessionId);
    const description = `La connexion du ${formatDateTime(at)} avec le code ${userCode}, depuis un nouveau navigateur (${browserName(browser)}), n’était pas de son titulaire, qui l’a dit par le lien de son courriel.`;
    const told = {
      category: 'stolen-password',
      description,
      occurredAt: at,
      discoveredAt: null,
      userCode,
    } as const;
    const incidentId = deriveId(commandId, 'incident');
    if (isOfCaf(role)) {
      // Nobody of the Caf takes a measure against themselves: it is Greffe that blocks the code.
      const parties = { gestionnaire: organism, cafId: organism.id };
      const report = () => this.reports.record(incidentId, parties, told);
      await runAs(systemActor('sign-in-denial'), report, { commandId });
    } else {
      const actor = { code: userCode, role, organism: organism.id };
      const report = () => this.reports.execute(new ReportIncident(incidentId, organism.id, told));
      await runAs(actor, report, { commandId });
    }
  }
}
