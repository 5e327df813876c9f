import { HoldingsQuery } from '#habilitations';
import { Database, type Principal } from '#platform';
import { TestClock } from '../../../test/support/test-clock.ts';
import { AccountTasks } from './account-tasks.ts';
import { AccountsQuery } from './read-models/accounts/query.ts';
import type { AccountView } from './read-models/accounts/view.ts';

const correspondent = { role: 'gestionnaire', userCode: 'G000001' } as Principal;
const idle = {
  at: '2026-11-19T23:05:00.000Z',
  since: '2026-10-05T08:00:00.000Z',
  use: 'success',
  position: null,
} as const;
const agent = (userCode: string, state: 'active' | 'blocked'): AccountView => ({
  userCode,
  state,
  personId: `person of ${userCode}`,
  name: userCode,
  role: 'agent',
  organism: { id: 'G', name: 'Mairie' },
  requestedBy: null,
  toBeConfirmed: false,
  blockedReason: null,
  block: state === 'blocked' ? idle : null,
  unblockingRequest: null,
  secondFactors: 0,
  factorReset: null,
  lastSuccess: null,
  blocksAfter: state === 'active' ? '2026-11-25' : null,
});

const tasksOf = (reader: Principal, accounts: readonly AccountView[], holders: readonly string[]) => {
  const clock = new TestClock('2026-11-23T08:00:00.000Z');
  const database = {} as Database;
  class Accounts extends AccountsQuery {
    override async visibleTo() {
      return [...accounts];
    }
  }
  class Holdings extends HoldingsQuery {
    override async holdersAmong() {
      return new Set(holders.map((userCode) => `person of ${userCode}`));
    }
  }
  const query = new Accounts(...([database] as unknown as ConstructorParameters<typeof AccountsQuery>));
  return new AccountTasks(query, new Holdings(database, clock), clock).tasksFor(reader);
};

it('R21: nobody is asked to use or to unblock the code of a person who has left', async () => {
  const accounts = [agent('A000001', 'active'), agent('A000002', 'active'), agent('A000003', 'blocked')];
  expect(await tasksOf(correspondent, accounts, ['A000001'])).toMatchObject([
    { id: 'accounts-soon-blocked', title: '1\u00a0code bientôt bloqué', due: '2026-11-25' },
  ]);
});

it('R21: a correspondent’s code that is about to be blocked is told too, and the task leads to all of them', async () => {
  const officer = { role: 'caf-habilitation', userCode: 'C000001' } as Principal;
  const colleague: AccountView = {
    ...agent('G000002', 'active'),
    role: 'gestionnaire',
    personId: null,
    blocksAfter: '2026-11-24',
  };
  const pastIt = { ...colleague, userCode: 'G000003', blocksAfter: '2026-11-22' };
  const accounts = [agent('A000001', 'active'), colleague, pastIt];
  expect(await tasksOf(officer, accounts, ['A000001'])).toMatchObject([
    {
      title: '2\u00a0codes bientôt bloqués',
      due: '2026-11-24',
      href: '/codes?blocksWithin=15&holder=habilitated&sort=blocksAfter',
    },
  ]);
});

it('R21: the Caf is asked to decide, and the correspondent to ask, once', async () => {
  const asked = { at: '2026-11-20T08:00:00.000Z', by: 'G000001', reason: 'Campagne', refusal: null };
  const [waiting, refused] = [
    { ...agent('A000001', 'blocked'), unblockingRequest: asked },
    { ...agent('A000002', 'blocked'), unblockingRequest: { ...asked, refusal: 'Parti' } },
  ];
  const officer = { role: 'caf-habilitation', userCode: 'C000001' } as Principal;
  expect(await tasksOf(officer, [waiting, refused], [])).toMatchObject([
    { id: 'accounts-unblocking-requested', title: '1\u00a0déblocage à accorder ou à refuser' },
  ]);
  expect(await tasksOf(correspondent, [waiting, refused], ['A000001', 'A000002'])).toMatchObject([
    { id: 'accounts-blocked', title: '1\u00a0code bloqué' },
  ]);
});

it('R21: a correspondent is not asked to have unblocked what the Caf has suspended: it is not asked for here', async () => {
  const suspended = { ...agent('A000001', 'blocked'), block: { ...idle, since: null, use: null } };
  expect(await tasksOf(correspondent, [suspended], ['A000001'])).toEqual([]);
  expect(
    await tasksOf(correspondent, [suspended, agent('A000002', 'blocked')], ['A000001', 'A000002']),
  ).toMatchObject([{ title: '1\u00a0code bloqué', href: '/codes?block=idle&holder=habilitated' }]);
});
