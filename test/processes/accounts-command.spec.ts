import { CommandBus } from '@nestjs/cqrs';
import { ActivateAccount, account, activationToken, OpenStaffAccount } from '#accounts';
import { CommandHandling } from '#event-sourcing';
import { runAs, systemActor } from '#platform';
import { withRegister } from '../../apps/greffe/src/with-register.ts';
import { greffe } from '../support/greffe.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

const GREFFE_SECRET = 'a-secret-for-tests-that-is-long-enough';
const GREFFE_MASTER_KEY = 'a-master-key-for-tests-alone-0123456';
const PUBLIC_URL = 'https://portail.example';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  Object.assign(process.env, { DATABASE_URL: db.url, GREFFE_SECRET, GREFFE_MASTER_KEY, PUBLIC_URL });
});
afterAll(() => db.drop());

/** What `greffe accounts …` prints. */
async function accounts(...args: string[]): Promise<{ code: string; activation: string | null }> {
  const { out } = await greffe('accounts', ...args, '--json');
  return JSON.parse(out)[0];
}
const linkOf = (code: string, delivery: number) =>
  `${PUBLIC_URL}/activation#/${activationToken(GREFFE_SECRET, code, delivery)}`;

it('R15, R23: the only officer, who has lost their link or password, is sent a new one from the command line', async () => {
  const caf = ['--organism', '595', '--organism-name', 'Caf du Nord'];
  const person = ['--last-name', 'Ferrand', '--first-name', 'Nadia', '--email', 'nadia.ferrand@caf.example'];
  const { code, activation } = await accounts('open', '--role', 'caf-habilitation', ...caf, ...person);
  expect(activation).toBe(linkOf(code, 1));
  expect(await accounts('renew', code)).toEqual({ code, activation: linkOf(code, 2) });

  await withRegister((app) => {
    const activate = new ActivateAccount(code, 2, PASSWORD);
    return runAs(systemActor('test'), () => app.get(CommandBus).execute(activate));
  });
  expect(await accounts('renew', code, '--reason', 'Carnet volé')).toEqual({
    code,
    activation: linkOf(code, 3),
  });
  const state = await withRegister((app) => app.get(CommandHandling).load(account, code));
  expect(state).toMatchObject({ state: 'pending', passwordId: null });
});

it.each([
  ['--last-name', 'Fer\u200brand', 'Ce texte contient un caractère invisible (U+200B) : retirez-le.'],
  ['--email', 'nadia', 'Donnez une adresse de messagerie, comme prenom.nom@commune.example.'],
  ['--organism-name', 'Caf\ndu Nord', 'Ce texte contient un saut de ligne (U+000A) : retirez-le.'],
])('says what is wrong with %s', async (flag, value, sentence) =>
  expect(await greffe('accounts', 'open', '--role', 'caf-security', flag, value)).toEqual({
    code: 2,
    out: '',
    err: `greffe: ${flag}\u00a0: ${sentence}\n`,
  }),
);

it('R2: the operator confirms a correspondent that a Caf has chosen, and nobody else can', async () => {
  const open = new OpenStaffAccount({
    role: 'gestionnaire',
    name: 'Anne Roux',
    email: 'anne.roux@mons.example',
    organism: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
  });
  const { userCode } = await withRegister((app) =>
    runAs(systemActor('test'), () => app.get(CommandBus).execute(open)),
  );
  expect(await greffe('accounts', 'confirm', userCode)).toMatchObject({
    code: 1,
    err: 'greffe: Ce code n’attend pas de confirmation.\n',
  });
  const details = { name: 'Anne Roux', email: 'a.roux@mons.example' };
  const command = { type: 'CorrectHolder', details, reason: 'Faute', isVouchedFor: false } as const;
  await withRegister((app) =>
    runAs(systemActor('test'), () => app.get(CommandHandling).handle(account, userCode, command)),
  );
  expect(await greffe('accounts', 'confirm', userCode)).toEqual({ code: 0, out: '', err: '' });
  const state = await withRegister((app) => app.get(CommandHandling).load(account, userCode));
  expect(state.toBeConfirmed).toBe(false);
});

it('says so when there is no such code', async () =>
  expect(await greffe('accounts', 'renew', 'C000000')).toEqual({
    code: 1,
    out: '',
    err: 'greffe: Ce code n’existe pas.\n',
  }));
