import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Command, Option } from 'commander';
import {
  account,
  activationToken,
  ConfirmCorrespondent,
  DeliverCredentials,
  OpenStaffAccount,
  RevokePassword,
  STAFF_ROLES,
  type StaffMember,
} from '#accounts';
import { CommandHandling } from '#event-sourcing';
import { Config, personName, runAs, systemActor } from '#platform';
import { type JsonOption, print } from '../output.ts';
import { textOf } from '../text-option.ts';
import { withRegister } from '../with-register.ts';

interface OpenOptions extends JsonOption {
  readonly role: StaffMember['role'];
  readonly organism: string;
  readonly organismName: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly email: string;
}

interface RenewOptions extends JsonOption {
  readonly reason: string;
}

export function accountsCommand(): Command {
  const accounts = new Command('accounts').description('les codes utilisateur');

  accounts
    .command('open')
    .description(
      'ouvre le code d’un agent de la Caf ou du correspondant d’un gestionnaire, et donne son lien d’activation',
    )
    .addOption(new Option('--role <role>', 'la fonction').choices(STAFF_ROLES).makeOptionMandatory())
    .requiredOption(
      '--organism <id>',
      'le numéro de la Caf, ou le SIRET du gestionnaire',
      textOf('organismId', '--organism'),
    )
    .requiredOption('--organism-name <name>', 'son nom', textOf('titleLine', '--organism-name'))
    .requiredOption('--last-name <name>', 'le nom de la personne', textOf('personName', '--last-name'))
    .requiredOption('--first-name <name>', 'son prénom', textOf('personName', '--first-name'))
    .requiredOption('--email <address>', 'sa messagerie individuelle', textOf('mailbox', '--email'))
    .option('--json', 'en JSON, pour un programme')
    .action(({ role, organism, organismName, email, json, ...parts }: OpenOptions) =>
      withRegister(async (app) => {
        const member: StaffMember = {
          role,
          name: personName(parts),
          email,
          organism: { id: organism, name: organismName },
        };
        const { userCode } = await runAs(systemActor('greffe accounts open'), () =>
          app.get(CommandBus).execute(new OpenStaffAccount(member)),
        );
        print([await activation(app, userCode)], { json });
      }),
    );

  accounts
    .command('renew')
    .argument('<code>', 'le code utilisateur')
    .description(
      'envoie et donne un nouveau lien d’activation ; le mot de passe et les liens d’avant ne fonctionnent plus',
    )
    .option(
      '--reason <text>',
      'le motif, gardé au registre',
      textOf('paragraph', '--reason'),
      'Mot de passe perdu',
    )
    .option('--json', 'en JSON, pour un programme')
    .action((userCode: string, { reason, json }: RenewOptions) =>
      withRegister(async (app) => {
        const { state } = await app.get(CommandHandling).load(account, userCode);
        const renewal =
          state === 'pending' ? new DeliverCredentials(userCode) : new RevokePassword(userCode, reason);
        await runAs(systemActor('greffe accounts renew'), () => app.get(CommandBus).execute(renewal));
        print([await activation(app, userCode)], { json });
      }),
    );

  accounts
    .command('confirm')
    .argument('<code>', 'le code d’un correspondant')
    .description(
      'confirme un correspondant dont la Caf a choisi la messagerie, quand nul autre ne le peut : il signe alors pour son gestionnaire',
    )
    .action((userCode: string) =>
      withRegister(async (app) => {
        await runAs(systemActor('greffe accounts confirm'), () =>
          app.get(CommandBus).execute(new ConfirmCorrespondent(userCode)),
        );
      }),
    );

  return accounts;
}

/** A code, and the link by which its password is chosen; null when none is waited for. */
async function activation(app: INestApplicationContext, code: string) {
  const { state, delivery } = await app.get(CommandHandling).load(account, code);
  const { publicUrl, port, secret } = app.get(Config);
  const base = publicUrl ?? `http://localhost:${port}`;
  const link = `${base}/activation#/${activationToken(secret, code, delivery)}`;
  return { code, activation: state === 'pending' ? link : null };
}
