import type { INestApplicationContext } from '@nestjs/common';
import { AccountsQuery } from '#accounts';
import type { UserRole } from '#platform';
import { CAF, GESTIONNAIRE } from './parties.ts';
import { DEMO_PASSWORD } from './scenario.ts';

const ROLES: readonly (readonly [role: UserRole, organismId: string, label: string])[] = [
  ['caf-habilitation', CAF.id, 'Caf, habilitations'],
  ['caf-security', CAF.id, 'Caf, sécurité'],
  ['gestionnaire', GESTIONNAIRE.id, 'Gestionnaire'],
  ['agent', GESTIONNAIRE.id, 'Agent'],
];

/** Whom a newcomer may sign in as. */
export async function demoCodes(app: INestApplicationContext): Promise<string> {
  const accounts = app.get(AccountsQuery, { strict: false });
  const lines = await Promise.all(
    ROLES.map(async ([role, organismId, label]) => {
      const contacts = await accounts.contacts(organismId, role);
      return contacts.map(({ userCode, name }) => `  ${userCode}  ${label.padEnd(20)} ${name}`);
    }),
  );
  return [`Codes de démonstration (mot de passe : ${DEMO_PASSWORD})`, ...lines.flat()].join('\n');
}
