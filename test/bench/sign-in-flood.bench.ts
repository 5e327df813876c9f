import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ActivateAccount, OpenStaffAccount } from '#accounts';
import { startFollowers } from '#composition';
import { ProjectionProgress } from '#event-sourcing';
import { type Database, runAs, systemActor } from '#platform';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { elapsed, inParallel, median, percentile, report } from './figure.ts';
import { type Flood, type SignInAttempt, signIn } from './sign-in-client.ts';
import { withEngines } from './workbench.ts';

const ATTEMPTS = 2000;
const NETWORKS = 200;
const CODES = 50;
/** Floods one after the other: the first finds no wait, the others do. */
const WAVES = 6;
const ALONE = 20;
/** Connections that the system holds until they are taken: what is measured begins behind them. */
const BACKLOG = 4096;
const LONGEST_WAIT_MS = 60_000;
const PASSWORD = 'un cheval de trait';
const CAF = { id: '595', name: 'Caf du Nord' };

/**
 * 2,000 attempts at once from 200 networks on 50 codes, six times, while one person signs in each second from a browser that is
 * known and another from one that is not: how long they wait (p95) beside the same with nobody else there (median), and how
 * many were refused; attempts without a record; the memory that it takes; what a refused attempt costs the log.
 */
export const signInFlood = () =>
  withEngines(async (engines) => {
    const config = { ...engines.config, trustProxy: 1, logLevel: 'error' as const };
    const portal = await createPortal({ ...engines, config });
    const followers = startFollowers(portal, engines);
    await portal.init();
    const server: Server = portal.getHttpServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: BACKLOG });
    await once(server, 'listening');
    try {
      const codes: string[] = [];
      await inParallel(CODES + 2, 4, async (index) => void codes.push(await openCode(portal, index)));
      await portal.get(ProjectionProgress).waitFor(
        followers.all.map(({ name }) => name),
        await engines.store.head(),
        LONGEST_WAIT_MS,
      );
      const { port } = server.address() as AddressInfo;
      await measure(`http://127.0.0.1:${port}/api/session`, codes, engines.database);
    } finally {
      await followers.stop();
      await portal.close();
    }
  });

async function measure(url: string, codes: readonly string[], database: Database): Promise<void> {
  const [known = '', stranger = '', ...attacked] = codes;
  const ofKnown = { userCode: known, password: PASSWORD, from: '198.51.100.1' };
  const ofStranger = { userCode: stranger, password: PASSWORD, from: '198.51.100.2' };
  const { cookie } = await signIn(url, ofKnown);
  const alone: number[] = [];
  for (let round = 0; round < ALONE; round++) {
    alone.push(await elapsed(() => signIn(url, { ...ofKnown, cookie })));
  }
  const reference = median(alone);

  const before = await logSize(database);
  const memory = process.memoryUsage.rss();
  const flood = floodFromOutside({
    url,
    codes: attacked,
    attempts: ATTEMPTS,
    networks: NETWORKS,
    waves: WAVES,
  });
  const visits = [
    visitEachSecond(url, { ...ofKnown, cookie }, flood),
    visitEachSecond(url, ofStranger, flood),
  ];
  const answers = await flood;
  const [byKnown, byStranger] = (await Promise.all(visits)) as [Visits, Visits];
  const after = await logSize(database);

  const made = WAVES * ATTEMPTS + byKnown.made + byStranger.made;
  const refused = (answers.throttled ?? 0) + (answers['sign-in-busy'] ?? 0);
  const away = answers['store-unavailable'] ?? 0;
  const perRead = after.readBytes / after.read;
  const perRefused = after.refusedBytes / refused;
  reportVisits('sign-in-flood', byKnown, reference);
  reportVisits('sign-in-flood-new-browser', byStranger, reference);
  const plain = (what: string, value: number, unit: string) =>
    report({ name: `sign-in-flood-${what}`, value, unit, reference: null, ratio: null });
  plain('unrecorded', made - (after.attempts - before.attempts), 'attempts');
  plain('engine-away', away, 'attempts');
  plain('refused-unread', refused / (WAVES * ATTEMPTS), 'of all');
  plain('memory', (Math.max(byKnown.mostMemory, byStranger.mostMemory) - memory) / 1e6, 'MB more');
  report({
    name: 'sign-in-flood-log',
    unit: 'bytes per refusal',
    value: perRefused,
    reference: perRead,
    ratio: perRefused / perRead,
  });
}

/** p95 of those that were let in, and how many were not. */
function reportVisits(name: string, { durations, made }: Visits, reference: number): void {
  const value = percentile(durations, 0.95);
  report({ name, value, unit: 'ms', reference, ratio: value / reference });
  const refused = made - durations.length;
  report({
    name: `${name}-refused`,
    value: refused,
    unit: 'sign-ins',
    reference: made,
    ratio: refused / made,
  });
}

async function floodFromOutside(flood: Flood): Promise<Record<string, number>> {
  const attacker = fork(new URL('sign-in-client.ts', import.meta.url));
  attacker.send(flood);
  const [answers] = await once(attacker, 'message');
  return answers;
}

interface Visits {
  readonly made: number;
  /** Milliseconds of those that were let in. */
  readonly durations: readonly number[];
  /** The most that this process had resident meanwhile, in bytes. */
  readonly mostMemory: number;
}

/** One sign-in each second, answered or not, until `end`. */
async function visitEachSecond(url: string, attempt: SignInAttempt, end: Promise<unknown>): Promise<Visits> {
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  const durations: number[] = [];
  const visits: Promise<void>[] = [];
  let mostMemory = 0;
  const visit = async () => {
    const begun = performance.now();
    const { status } = await signIn(url, attempt);
    if (status === 201) durations.push(performance.now() - begun);
  };
  while (!isOver) {
    visits.push(visit());
    await delay(1000);
    mostMemory = Math.max(mostMemory, process.memoryUsage.rss());
  }
  await Promise.all(visits);
  return { made: visits.length, durations, mostMemory };
}

async function openCode(portal: NestExpressApplication, index: number): Promise<string> {
  const bus = portal.get(CommandBus);
  const as = <T>(work: () => Promise<T>) => runAs(systemActor('bench'), work);
  const role = 'caf-security' as const;
  const member = { role, organism: CAF, name: 'Olivier Prévost', email: `officier.${index}@caf.example` };
  const { userCode } = await as(() => bus.execute(new OpenStaffAccount(member)));
  await as(() => bus.execute(new ActivateAccount(userCode, 1, PASSWORD)));
  return userCode;
}

/** Attempts that the log has, read and refused unread, and the bytes of their rows. */
async function logSize(database: Database) {
  const { rows } = await database.query<Record<'attempts' | 'read' | 'readBytes' | 'refusedBytes', number>>(
    `SELECT sum((data->>'count')::int)::int AS attempts,
       count(*) FILTER (WHERE data->>'outcome' NOT IN ('throttled', 'busy'))::int AS read,
       coalesce(sum(pg_column_size(e)) FILTER (WHERE data->>'outcome' NOT IN ('throttled', 'busy')), 0)::float8 AS "readBytes",
       coalesce(sum(pg_column_size(e)) FILTER (WHERE data->>'outcome' IN ('throttled', 'busy')), 0)::float8 AS "refusedBytes"
     FROM event_log.events e WHERE type = 'LoginAttempted'`,
  );
  return rows[0]!;
}
