import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Engines, logFor, projections } from '#composition';
import { type EventStore, idOf, type RecordedEvent, rebuild, START } from '#event-sourcing';
import type { Database } from '#platform';
import { auditLog, compare, countBy, type Finding } from './audit-log.ts';
import type { Ledger } from './ledger.ts';
import type { Register } from './system.ts';

/** The mails that follow from an event, to the holder of the code that its stream is about. */
function mailsFor({ type, data }: RecordedEvent): string[] {
  switch (type) {
    case 'CredentialsDelivered':
      return [
        (data as { delivery: number }).delivery === 1 ? 'activation-code' : 'activation-renewed',
        'activation-link',
      ];
    case 'AccountBlocked':
      return ['code-blocked'];
    case 'AccountUnblocked':
      return ['code-unblocked'];
    default:
      return [];
  }
}

/** Compares what the register holds, once it has settled, with what was answered and what must follow from it. */
export async function audit({ engines }: Register, ledger: Ledger): Promise<Finding[]> {
  const { store, database, config } = engines;
  const log = await wholeLog(store);
  return [
    ...auditLog(log, ledger),
    ...ledger.wrong.map((answer): Finding => ['lost', answer]),
    ...(await mails(log, database, join(config.dataDir, 'mail'))),
    ...(await rebuilds(engines)),
  ];
}

async function wholeLog(store: EventStore): Promise<RecordedEvent[]> {
  const log: RecordedEvent[] = [];
  for await (const { events } of store.catchUp({ after: START })) log.push(...events);
  return log;
}

/**
 * Every event has had its mails, each once, and they have left, unless they were of no use to their addressee any more. A
 * link that was used is kept nowhere.
 */
async function mails(log: readonly RecordedEvent[], database: Database, folder: string): Promise<Finding[]> {
  const { rows } = await database.query<{
    id: string;
    code: string;
    template: string;
    left: boolean;
    settled: boolean;
  }>(
    `SELECT id, user_code AS code, template, sent_at IS NOT NULL AS left,
       sent_at IS NOT NULL OR dropped_at IS NOT NULL AS settled FROM notifications.outbox`,
  );
  const files = new Set(await readdir(folder));
  const due = log.flatMap((event) =>
    mailsFor(event).map((template) => `${template} to ${idOf(event.stream)}`),
  );
  const queued = countBy(rows, ({ code, template }) => `${template} to ${code}`);
  const used = new Set(
    log
      .filter(({ type }) => type === 'AccountActivated')
      .map(({ stream }) => `activation-link to ${idOf(stream)}`),
  );
  const granted = log.filter(({ type }) => type === 'HabilitationGranted').length;
  const told = rows.filter(({ template }) => template === 'habilitation-granted').length;
  return [
    ...[...countBy(due, (mail) => mail)].flatMap(([mail, times]) =>
      compare(queued.get(mail), [used.has(mail) ? 0 : times, times], mail),
    ),
    ...compare(told, [granted, granted], 'habilitation-granted'),
    ...rows
      .filter(({ id, left, settled }) => !settled || (left && !files.has(`${id}.eml`)))
      .map(({ id, template }): Finding => ['lost', `${template} ${id} has not left`]),
  ];
}

/** Every read model is what a rebuild from the first event makes. */
export async function rebuilds(engines: Engines): Promise<Finding[]> {
  const { database } = engines;
  const findings: Finding[] = [];
  for (const projection of projections) {
    const before = await contentOf(database, projection.name);
    await rebuild(database, logFor(projection, engines), projection);
    const after = await contentOf(database, projection.name);
    const differs = before.findIndex((row, index) => row !== after[index]);
    if (differs >= 0 || before.length !== after.length) {
      findings.push(['rebuild differs', `${before[differs]} ≠ ${after[differs]}`]);
    }
  }
  return findings;
}

/**
 * What a rebuild gives again of a read model that also says how its batches went: hits are gathered by them, and the engine is
 * stored between two of them.
 */
const BEYOND_BATCHES: Readonly<Record<string, string>> = {
  detection: `
    SELECT rule_name, key, sum(hits) AS hits, sum(attempts) AS attempts, min(first_at) AS first, max(last_at) AS last
    FROM detection.hits GROUP BY rule_name, key`,
};

/** Every row of every table of a read model. */
async function contentOf(database: Database, name: string): Promise<string[]> {
  const summary = BEYOND_BATCHES[name];
  if (summary) return rowsOf(database, `(${summary})`);
  const { rows: tables } = await database.query<{ table: string }>(
    `SELECT oid::regclass::text AS "table" FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'
     ORDER BY 1`,
    [name],
  );
  const content: string[] = [];
  for (const { table } of tables) content.push(...(await rowsOf(database, table)));
  return content;
}

async function rowsOf(database: Database, table: string): Promise<string[]> {
  const { rows } = await database.query<{ row: string }>(
    `SELECT to_jsonb(t)::text AS row FROM ${table} AS t ORDER BY 1`,
  );
  return rows.map(({ row }) => `${table}: ${row}`);
}
