import { HabilitationsQuery } from '#habilitations';
import { Database, type Principal } from '#platform';
import { TestClock } from '../../../test/support/test-clock.ts';
import { AccountTasks } from './account-tasks.ts';
import { AccountsQuery } from './read-models/accounts/query.ts';
import type { AccountView } from './read-models/accounts/view.ts';

const correspondent = { role: 'gestionnaire', userCode: 'G000001' } as Principal;
const agent = (userCode: string, state: 'active' | 'blocked'): AccountView => ({
  ...{ userCode, state, personId: `person of ${userCode}`, name: userCode, role: 'agent' },
  ...{
    organism: { id: 'G', name: 'Mairie' },
    requestedBy: null,
    toBeConfirmed: false,
    blockedReason: null,
    block: null,
  },
  ...{ lastSuccess: null, blocksAfter: state === 'active' ? '2026-11-25' : null },
});

it('R21: nobody is asked to use or to unblock the code of a person who has left', async () => {
  const clock = new TestClock('2026-11-23T08:00:00.000Z');
  const database = {} as Database;
  class Accounts extends AccountsQuery {
    override async visibleTo() {
      return [agent('A000001', 'active'), agent('A000002', 'active'), agent('A000003', 'blocked')];
    }
  }
  class Habilitations extends HabilitationsQuery {
    override async holdersAmong() {
      return new Set(['person of A000001']);
    }
  }
  const accounts = new Accounts(...([database] as unknown as ConstructorParameters<typeof AccountsQuery>));
  const tasks = new AccountTasks(accounts, new Habilitations(database, clock), clock);
  expect(await tasks.tasksFor(correspondent)).toMatchObject([
    { id: 'accounts-soon-blocked', title: '1\u00a0code bientôt bloqué', due: '2026-11-25' },
  ]);
});
