import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, type NewBrowser } from '#accounts';
import { browserName } from '#connections';
import { CommandHandling } from '#event-sourcing';
import { deriveId, formatDateTime, runAs, systemActor } from '#platform';
import { EndangeredCodes } from './endangered-codes.ts';
import { ReportIncident, ReportIncidentHandler } from './report-incident.ts';

/**
 * The holder of a code says that it was somebody else who signed in with it: that is a stolen password, told to the Caf (R23).
 * Saying it again changes nothing. An officer's code has no partner whose incident it would be: it is blocked all the same.
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
    private readonly codes: EndangeredCodes,
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
    if (role === 'gestionnaire' || role === 'agent') {
      const actor = { code: userCode, role, organism: organism.id };
      const report = new ReportIncident(deriveId(commandId, 'incident'), organism.id, told);
      await runAs(actor, () => this.reports.execute(report), { commandId });
    } else {
      const block = () =>
        this.codes.block(userCode, 'Connexion d’un tiers, dite par le titulaire du code', null, at);
      await runAs(systemActor('sign-in-denial'), block, { commandId });
    }
  }
}
