import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Engines, followersOf, projections, RegisterModule } from '#composition';
import { ProjectionProgress, rebuild } from '#event-sourcing';
import { deriveId } from '#platform';
import { newestPosition } from '../support/newest-position.ts';
import { testEngines } from '../support/test-engines.ts';

const KILLS = 4;
const WRITERS = 4;
const MOST_ANSWERS_BEFORE_KILL = 250;

const LOAD = fileURLToPath(import.meta.resolve('./load.ts'));
const TYPESCRIPT = fileURLToPath(import.meta.resolve('../support/typescript.js'));

let engines: Engines;
let app: INestApplicationContext;

beforeAll(async () => {
  engines = await testEngines();
  app = await NestFactory.createApplicationContext(RegisterModule.with(engines), { logger: ['fatal'] });
});
afterAll(async () => {
  await app.close();
  await engines.close();
});

/** Runs the load from the command that each writer has no answer to, and kills it at a random moment. */
async function runAndKill(next: readonly number[]): Promise<number[]> {
  const { dataDir, databaseUrl, secret } = engines.config;
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', TYPESCRIPT, LOAD, ...next.map(String)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        GREFFE_DATA_DIR: dataDir,
        DATABASE_URL: databaseUrl,
        GREFFE_SECRET: secret,
      },
    },
  );
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const closed = once(child, 'close');
  const killAfter = Math.ceil(Math.random() * MOST_ANSWERS_BEFORE_KILL);
  const reached = [...next];
  let answered = 0;
  for await (const line of createInterface(child.stdout)) {
    const [writer, number] = line.split(' ').map(Number) as [number, number];
    reached[writer] = number + 1;
    // Not at the answer itself, which would always be the same moment in the life of a command.
    if (++answered === killAfter) void delay(Math.random() * 20).then(() => child.kill('SIGKILL'));
  }
  const [, signal] = await closed;
  if (signal !== 'SIGKILL') throw new Error(`The load ended by itself: ${complaints}`);
  return reached;
}

/** How many events each command of the load has written, by command id. */
async function written(): Promise<Map<string, { types: string; times: number }>> {
  const { rows } = await engines.database.query<{ id: string; types: string; times: number }>(
    `SELECT metadata ->> 'correlationId' AS id, string_agg(type, ', ' ORDER BY type) AS types, count(*)::int AS times
     FROM event_log.events WHERE metadata -> 'actor' ->> 'code' = 'load'
     GROUP BY metadata ->> 'correlationId'`,
  );
  return new Map(rows.map(({ id, ...events }) => [id, events]));
}

/** Every row of every table of a read model. */
async function contentOf(name: string): Promise<string[]> {
  const { rows: tables } = await engines.database.query<{ table: string }>(
    `SELECT oid::regclass::text AS "table" FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'
     ORDER BY 1`,
    [name],
  );
  const content: string[] = [];
  for (const { table } of tables) {
    const { rows } = await engines.database.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} AS t ORDER BY 1`,
    );
    content.push(...rows.map(({ row }) => `${table}: ${row}`));
  }
  return content;
}

/** Lets the projections and reactors finish what the killed processes have left. */
async function settle(): Promise<void> {
  const followers = followersOf(app, engines);
  for (const follower of followers) follower.start();
  const names = followers.map(({ name }) => name);
  const settled = await app
    .get(ProjectionProgress)
    .waitFor(names, await newestPosition(engines.database), 10_000)
    .finally(() => Promise.all(followers.map((follower) => follower.stop())));
  expect(settled).toBe(true);
}

it('loses nothing that was answered, does nothing twice, and projects every event once, however often it is killed', async () => {
  let next = Array.from({ length: WRITERS }, () => 0);
  for (let kill = 0; kill < KILLS; kill++) next = await runAndKill(next);
  await settle();

  // 1. Every answered command is there once; beyond them, at most the one that each writer was killed at
  const log = await written();
  const expected = new Map<string, { types: string; times: number }>();
  for (const [writer, end] of next.entries()) {
    for (let number = 0; number <= end; number++) {
      const id = deriveId('load', writer, number);
      const once =
        number % 4 === 0
          ? { types: 'AccountOpened, CredentialsDelivered', times: 2 }
          : { types: 'LoginAttempted', times: 1 };
      if (number < end || log.has(id)) expected.set(id, once);
    }
  }
  expect(Object.fromEntries(log)).toEqual(Object.fromEntries(expected));

  // 2. What the reactor did follows from the events: two mails for each code, each once
  const { rows } = await engines.database.query<{ mails: number; codes: number }>(
    `SELECT count(*)::int AS mails, count(DISTINCT user_code)::int AS codes FROM notifications.outbox`,
  );
  const opened = [...expected.values()].filter(({ times }) => times === 2).length;
  expect(rows[0]).toEqual({ mails: opened * 2, codes: opened });

  // 3. The read models are those of a rebuild from zero
  expect(await contentOf('journal')).toHaveLength(expected.size - opened);
  expect(await contentOf('accounts')).toHaveLength(opened);
  for (const projection of projections) {
    const before = await contentOf(projection.name);
    await rebuild(engines.database, engines.store, projection);
    expect(await contentOf(projection.name)).toEqual(before);
  }
}, 60_000);
