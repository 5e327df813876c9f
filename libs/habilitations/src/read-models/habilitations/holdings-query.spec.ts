import { checkpointSteps, installReadModels } from '#event-sourcing';
import { migrate } from '#platform';
import { TestClock } from '../../../../../test/support/test-clock.ts';
import { type TestDatabase, testDatabase } from '../../../../../test/support/test-database.ts';
import { HoldingsQuery } from './holdings-query.ts';
import { habilitationsProjection } from './projection.ts';

const CONVENTION = '00000000-0000-4000-8000-000000000001';
const ESTABLISHMENT = '00000000-0000-4000-8000-00000000000e';
const PERSON = '00000000-0000-4000-8000-00000000000a';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await migrate(db.database, 'followers', checkpointSteps);
  await installReadModels(db.database, [habilitationsProjection]);
  await db.database.query(
    `INSERT INTO habilitations.conventions (id, gestionnaire_id, caf_id, gestionnaire, caf, until, active_from, active_until)
     VALUES ($1, 'mairie', '595', '{}', '{}', '2026-12-31', '2026-03-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z')`,
    [CONVENTION],
  );
  await db.database.query(
    `INSERT INTO habilitations.establishments (convention_id, id, name, address) VALUES ($1, $2, 'Crèche', 'Lille')`,
    [CONVENTION, ESTABLISHMENT],
  );
});
afterAll(() => db.drop());

it('R1, R3: a profile is held within its convention, and not at all where it ended before', async () => {
  await db.database.query(
    `INSERT INTO habilitations.holdings (id, establishment_id, convention_id, person_id, profile, started_at, ended_at)
     SELECT gen_random_uuid(), $1, $2, $3, held.profile, '2026-01-01T00:00:00.000Z', held.ended_at
     FROM (VALUES ('activity', '2026-02-01T00:00:00.000Z'), ('financial', '2026-06-01T00:00:00.000Z'), ('approver', NULL))
       AS held (profile, ended_at)`,
    [ESTABLISHMENT, CONVENTION, PERSON],
  );
  const holdings = await new HoldingsQuery(db.database, new TestClock('2026-07-01T00:00:00.000Z')).of(
    PERSON,
    null,
  );
  const intervals = holdings.map(({ profile, from, until }) => [profile, from, until]);
  expect(intervals).toEqual([
    ['approver', '2026-03-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['financial', '2026-03-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z'],
  ]);
});
