import { CommandBus } from '@nestjs/cqrs';
import { Command, Option } from 'commander';
import { account, activationToken, OpenStaffAccount, type StaffMember } from '#accounts';
import { CommandHandling } from '#event-sourcing';
import { runAs, systemActor } from '#platform';
import { print } from '../output.ts';
import { withRegister } from '../with-register.ts';

const ROLES: readonly StaffMember['role'][] = ['caf-habilitation', 'caf-security', 'gestionnaire'];

interface OpenOptions {
  readonly role: StaffMember['role'];
  readonly organism: string;
  readonly organismName: string;
  readonly name: string;
  readonly email: string;
  readonly json?: boolean;
}

export function accountsCommand(): Command {
  const accounts = new Command('accounts').description('les codes utilisateur');

  accounts
    .command('open')
    .description(
      'ouvre le code d’un agent de la Caf ou du correspondant d’un gestionnaire, et donne son lien d’activation',
    )
    .addOption(new Option('--role <role>', 'la fonction').choices(ROLES).makeOptionMandatory())
    .requiredOption('--organism <id>', 'le numéro de la Caf, ou le SIRET du gestionnaire')
    .requiredOption('--organism-name <name>', 'son nom')
    .requiredOption('--name <name>', 'prénom et nom de la personne')
    .requiredOption('--email <address>', 'sa messagerie individuelle')
    .option('--json', 'pour un programme')
    .action(({ role, organism, organismName, name, email, json }: OpenOptions) =>
      withRegister(async (app, { config }) => {
        const member: StaffMember = { role, name, email, organism: { id: organism, name: organismName } };
        const { userCode } = await runAs(systemActor('greffe accounts open'), () =>
          app.get(CommandBus).execute(new OpenStaffAccount(member)),
        );
        const { activated, delivery } = await app.get(CommandHandling).load(account, userCode);
        const base = config.publicUrl ?? `http://localhost:${config.port}`;
        const link =
          activated || !delivery
            ? null
            : `${base}/activation/${activationToken(config.secret, userCode, delivery)}`;
        print([{ code: userCode, activation: link }], { json });
      }),
    );

  return accounts;
}
