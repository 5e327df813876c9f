import { randomUUID } from 'node:crypto';
import { type DomainEvent, formatPosition, type RecordedEvent } from '#event-sourcing';
import { type Actor, type Database, systemActor } from '#platform';
import { type TestDatabase, testDatabase } from '../../../../../test/support/test-database.ts';
import { actDescriptions } from '../../descriptions.ts';
import { actsProjection } from './projection.ts';

const TOWN = { id: '21590410000017', name: 'Ville' };
const CORRESPONDENT: Actor = { code: 'G000001', role: 'gestionnaire', organism: TOWN.id };
const SECURITY: Actor = { code: 'C000001', role: 'caf-security', organism: '595' };

let db: TestDatabase;
let written = 0;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

/** Events of one command. */
function command(actor: Actor, ...events: (DomainEvent & { stream: string })[]): RecordedEvent[] {
  const id = randomUUID();
  return events.map(({ stream, ...event }) => ({
    ...event,
    stream,
    id: randomUUID(),
    revision: 0,
    position: formatPosition(0n, BigInt(++written)),
    recordedAt: '2026-03-02T09:00:01.000Z',
    metadata: { correlationId: id, causationId: id, actor, occurredAt: '2026-03-02T09:00:00.000Z' },
  }));
}

async function built(database: Database, batches: readonly (readonly RecordedEvent[])[]) {
  const projection = actsProjection(actDescriptions);
  return database.transaction(async (sql) => {
    await sql.query(`DROP SCHEMA IF EXISTS acts CASCADE; CREATE SCHEMA acts; SET LOCAL search_path TO acts, public;
      ${projection.tables}`);
    for (const batch of batches) await projection.project(batch, sql);
    const { rows } = await sql.query('SELECT * FROM acts ORDER BY position');
    return rows;
  });
}

const PERSON = randomUUID();
const details = { lastName: 'Durand', firstName: 'Ada', function: 'Agent', email: 'ada@ville.example' };
const holder = {
  holder: PERSON,
  personId: PERSON,
  role: 'agent',
  organism: TOWN,
  name: 'Ada Durand',
  email: details.email,
};

const log = [
  ...command(
    CORRESPONDENT,
    { type: 'MailboxClaimed', stream: 'mailbox-1f', data: { personId: PERSON } },
    {
      type: 'PersonRegistered',
      stream: `person-${PERSON}`,
      data: { ...details, sharedMailboxReason: null, gestionnaireId: TOWN.id },
    },
  ),
  ...command(systemActor('open-account'), {
    type: 'AccountOpened',
    stream: 'account-A000001',
    data: { ...holder, userCode: 'A000001' },
  }),
  ...command(
    systemActor('block-idle-codes'),
    {
      type: 'AccountBlocked',
      stream: 'account-A000001',
      data: { kind: 'idle', reason: '45 jours', since: '', at: '', lastUse: null },
    },
    { type: 'AccountClosed', stream: 'account-A000002', data: { reason: 'Sans usage', at: '' } },
  ),
  ...command(SECURITY, {
    type: 'RecordsConsulted',
    stream: 'consultation-C000001',
    data: { by: 'C000001', view: 'incident', filter: { about: 'A000001, 2026-03-02' } },
  }),
  ...command(SECURITY, { type: 'NobodyThoughtOfIt', stream: 'news-1', data: {} }),
  ...command(systemActor('x'), { type: 'LoginAttempted', stream: 'connections-A000001', data: {} }),
];

it('one row for each act: who, on whom, of whom, and why', async () => {
  const rows = await built(db.database, [log]);
  expect(
    rows.map(({ actor_code, actor_kind, caf_id, gestionnaire_id, steps }) => [
      ...[actor_code, actor_kind, caf_id, gestionnaire_id],
      steps.map(({ title }: { title: string }) => title).join(' + '),
    ]),
  ).toEqual([
    ['G000001', 'gestionnaire', null, TOWN.id, 'Adresse de messagerie attribuée + Personne enregistrée'],
    ['open-account', 'job', null, TOWN.id, 'Code ouvert'],
    ['block-idle-codes', 'job', null, TOWN.id, 'Code bloqué'],
    ['block-idle-codes', 'job', null, null, 'Fermeture du code'],
    ['C000001', 'caf', '595', TOWN.id, 'Lecture'],
    ['C000001', 'caf', '595', null, 'NobodyThoughtOfIt'],
  ]);
  expect(rows[2]).toMatchObject({ about: ['A000001', PERSON], kinds: ['code'] });
  expect(rows[2]?.steps[0].reason).toBe('45 jours');
});

it('is the same row by row, in whatever batches the events come', async () => {
  const [atOnce, oneByOne] = [
    await built(db.database, [log]),
    await built(
      db.database,
      log.map((one) => [one]),
    ),
  ];
  expect(oneByOne).toEqual(atOnce);
});
