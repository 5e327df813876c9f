import type { AccountsQuery } from '#accounts';
import type { HoldingsQuery } from '#habilitations';
import { TestClock } from '../../../test/support/test-clock.ts';
import { CodesToReactivate } from './codes-to-reactivate.ts';

const [TOWN, VILLAGE, ABROAD] = ['21590410000017', '21590009000014', '21620041000011'];
const BLOCKED = { at: '2026-10-20T00:05:00.000Z', since: '2026-09-04T09:00:00.000Z' };
const code = (organismId: string, personId: string, more = {}) => ({
  organism: { id: organismId },
  personId,
  block: null,
  unblockingRequest: null,
  blocksAfter: '2026-12-24',
  ...more,
});

const asked: unknown[][] = [];
const codes = [
  code(TOWN!, 'claire', { block: BLOCKED, blocksAfter: null }),
  code(TOWN!, 'thomas', { block: BLOCKED, blocksAfter: null, unblockingRequest: { refusal: null } }),
  code(TOWN!, 'karim', { blocksAfter: '2026-11-19' }),
  code(TOWN!, 'paul', { blocksAfter: '2026-11-19' }),
  code(VILLAGE!, 'odile', { blocksAfter: '2026-11-20' }),
];
const accounts = {
  ofAgents: async (ids: string[]) => {
    asked.push(ids);
    return codes.filter(({ organism }) => ids.includes(organism.id));
  },
} as unknown as AccountsQuery;
const holdings = {
  holdersAmong: async (persons: string[]) => new Set(persons.filter((person) => person !== 'paul')),
} as unknown as HoldingsQuery;
const toReactivate = new CodesToReactivate(accounts, holdings, new TestClock('2026-11-02T07:00:00.000Z'));

it('R21: counts for each partner the codes that are blocked and not asked for, and those that end before the day', async () => {
  const counted = await toReactivate.ofEach([TOWN!, VILLAGE!, ABROAD!], '2026-11-20');
  expect([...counted]).toEqual([
    [TOWN, { blocked: 1, ending: 1 }],
    [VILLAGE, { blocked: 0, ending: 0 }],
  ]);
  // All partners at once.
  expect(asked).toEqual([[TOWN, VILLAGE, ABROAD]]);
});

it('counts none of a partner without agents', async () => {
  expect(await toReactivate.of(ABROAD!, '2026-11-20')).toEqual({ blocked: 0, ending: 0 });
});
