import pg from 'pg';
import { StoreMisconfigured, StoreUnavailable } from '#event-sourcing';
import type { Config } from '#platform';
import { addressOf, missingEngine, redisListens } from './engine.ts';
import { whyAway } from './why-away.ts';

const databaseUrl = 'postgres://greffe:hunter2@db:5432/greffe';
const eventStoreUrl = 'esdb://admin:hunter2@node1:2113,node2:2113?tls=true';
const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.4:5432'), { code: 'ECONNREFUSED' });

describe('the address of an engine', () => {
  it.each([
    [databaseUrl, 'db:5432'],
    ['postgres://db/greffe', 'db'],
    ['postgres://greffe:p@ss@db:5432/greffe', 'db:5432'],
    [eventStoreUrl, 'node1:2113,node2:2113'],
    ['rediss://:hunter2@[::1]:6380/1', '[::1]:6380'],
    ['postgres://greffe:hunter/2@db/greffe', 'the configured address'],
    ['postgres:///greffe?host=/run/postgresql', 'the configured address'],
  ])('is told without the password: %s', (url, told) => expect(addressOf(url)).toBe(told));
});

describe('the engine that is missing', () => {
  const both = { databaseUrl, eventStoreUrl } as Config;
  const one = { databaseUrl } as Config;
  it.each([
    ['PostgreSQL', both, refused],
    ['the event store', both, new StoreUnavailable(refused)],
    ['PostgreSQL', one, new StoreUnavailable(refused)],
    [undefined, both, new StoreMisconfigured(refused, 'The event store at node1:2113 wants a password')],
    [undefined, both, new TypeError('x is not a function')],
    [undefined, one, databaseError('28P01', 'password authentication failed for user "greffe"')],
    [undefined, {} as Config, refused],
  ])('is %s', (name, config, error) => expect(missingEngine(config, error)?.name).toBe(name));
});

describe('why an engine is away', () => {
  it.each([
    ['ECONNREFUSED', refused],
    ['ECONNREFUSED', new StoreUnavailable(refused)],
    ['no node leads: node1:2113 answers', new StoreUnavailable(refused, 'no node leads: node1:2113 answers')],
    ['ECONNREFUSED', new Error('14 UNAVAILABLE: Last error: connect ECONNREFUSED 10.0.0.4:2113')],
    ['ECONNREFUSED', Object.assign(new AggregateError([refused], ''), { code: 'ECONNREFUSED' })],
    ['the database system is starting up', databaseError('57P03', 'the database system is starting up')],
    ['timeout expired', new Error('timeout expired')],
    ['22P02', databaseError('22P02', 'invalid input syntax for type uuid: "Nadia Ferrand"')],
    ['esdb://node1:2113 is gone', new Error('esdb://admin:hunter2@node1:2113 is gone\nat …')],
  ])('is told in a word or a line: %s', (reason, error) => expect(whyAway(error)).toBe(reason));
});

it('sees whether anything listens where Redis should', async () => {
  await expect(redisListens('redis://:hunter2@127.0.0.1:1/0')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
  const { port } = new URL(process.env.TEST_POSTGRES_URL!);
  await redisListens(`redis://127.0.0.1:${port}`);
});

function databaseError(code: string, message: string): Error {
  return Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code });
}
