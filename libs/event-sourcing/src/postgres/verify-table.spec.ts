import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import { verifyEventTable } from './verify-table.ts';

let log: TestLog;
beforeEach(async () => {
  log = await testLog({});
});
afterEach(() => log.drop());

it('finds nothing in a log as it was made, nor where there is none', async () => {
  expect(await verifyEventTable(log.database)).toEqual([]);
  await log.database.query('ALTER SCHEMA event_log RENAME TO event_log_moved');
  expect(await verifyEventTable(log.database)).toEqual([]);
});

const AS_VIEW = `
  ALTER TABLE event_log.events RENAME TO kept;
  CREATE VIEW event_log.events AS SELECT * FROM event_log.kept WHERE type <> 'PersonErased'`;

it.each([
  [
    'ALTER TABLE event_log.events DISABLE TRIGGER append_only',
    'the trigger append_only is missing or disabled',
  ],
  ['DROP TRIGGER own_place ON event_log.events', 'the trigger own_place is missing or disabled'],
  ['ALTER TABLE event_log.events DISABLE TRIGGER ALL', 'the trigger append_only is missing or disabled'],
  [
    'CREATE TRIGGER more BEFORE INSERT ON event_log.events EXECUTE FUNCTION event_log.refuse_change()',
    'the trigger more is not ours',
  ],
  [
    'CREATE OR REPLACE FUNCTION event_log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    'event_log.refuse_change is not the function that we have made',
  ],
  [
    `CREATE OR REPLACE FUNCTION event_log.horizon() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 5::bigint'`,
    'event_log.horizon is not the function that we have made',
  ],
  [
    'CREATE OR REPLACE FUNCTION event_log.horizon() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT 5::bigint; END',
    'event_log.horizon is not the function that we have made',
  ],
  [
    `CREATE OR REPLACE FUNCTION event_log.horizon() RETURNS bigint LANGUAGE sql STABLE AS
       'SELECT transaction_offset FROM event_log.cluster'`,
    'event_log.horizon is not the function that we have made',
  ],
  [
    `DROP TRIGGER append_only ON event_log.events;
     CREATE TRIGGER append_only BEFORE TRUNCATE ON event_log.events EXECUTE FUNCTION event_log.refuse_change()`,
    'the trigger append_only is missing or disabled',
  ],
  [
    `DROP TRIGGER own_place ON event_log.events;
     CREATE TRIGGER own_place AFTER INSERT ON event_log.events FOR EACH ROW
       WHEN (false) EXECUTE FUNCTION event_log.refuse_other_places()`,
    'the trigger own_place is missing or disabled',
  ],
  ['ALTER TABLE event_log.events ENABLE ROW LEVEL SECURITY', 'event_log.events is no plain table'],
  ['CREATE TABLE event_log.more () INHERITS (event_log.events)', 'event_log.events is no plain table'],
  [AS_VIEW, 'event_log.events is no plain table'],
  [
    'ALTER TABLE event_log.events ALTER COLUMN category DROP EXPRESSION',
    'the category is not that of the stream',
  ],
  [
    `INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata)
     VALUES (9000000000000000, 'a-1', 0, gen_random_uuid(), 'A', 1, '{}', '{}')`,
    'an event stands where no transaction has been',
  ],
])('finds what its owner has done to it: %s', async (tampering, found) => {
  await log.database.query(tampering);
  expect(await verifyEventTable(log.database)).toEqual(
    expect.arrayContaining([expect.stringContaining(found)]),
  );
});
