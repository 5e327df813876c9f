import { randomUUID } from 'node:crypto';
import type { Engines } from '#composition';
import { rebuild, START } from '#event-sourcing';
import type { Clock } from '#platform';
import { openCheckpoint } from '#transparency';
import { testEngines } from '../../../test/support/test-engines.ts';
import { visible } from '../../../test/support/test-log.ts';
import { sealKeys } from './keys/seal-keys.ts';
import type { SealedLog } from './proofs-of.ts';
import { SignHeads } from './reactors/sign-heads.ts';
import { treeProjection } from './read-models/tree/projection.ts';
import { SealedTree } from './read-models/tree/query.ts';
import { ReplacedLogs } from './replaced-logs.ts';
import { SignedHeads } from './signed-heads.ts';
import { verifySeal } from './verification/verify-seal.ts';

const COLUMNS = 'transaction_id, sequence, stream, revision, id, type, schema, data, metadata, recorded_at';

/** A register whose log is sealed when the test says so, and may be tampered with as its owner could. */
export class SealedRegister {
  readonly log: SealedLog;
  private readonly signing: SignHeads;

  constructor(readonly engines: Engines) {
    const { config, database, stored, clock } = engines;
    const [tree, heads] = [new SealedTree(database), new SignedHeads(database)];
    this.log = { stored, tree, heads, keys: sealKeys(config) };
    this.signing = new SignHeads(config, tree, heads, new ReplacedLogs(database), clock);
  }

  static async open(clock?: Clock): Promise<SealedRegister> {
    return new SealedRegister(await testEngines({}, clock));
  }

  /** Events on streams of several categories, one append each. */
  async append(events: number): Promise<void> {
    for (let n = 0; n < events; n++) {
      const stream = `${['account', 'connections', 'rule'][n % 3]}-${n % 5}`;
      const metadata = {
        correlationId: 'c',
        causationId: 'c',
        actor: ACTOR,
        occurredAt: '2026-01-01T00:00:00Z',
      };
      const event = {
        id: randomUUID(),
        type: 'Noted',
        schema: 3,
        data: { n, é: [null, true, 'ü'] },
        metadata,
      };
      await this.engines.stored.append(stream, 'any', [event]);
    }
    const { database, stored } = this.engines;
    await visible({ database, store: stored });
  }

  /** Builds the tree over the whole log, and signs it. */
  async seal(): Promise<void> {
    const { database, stored } = this.engines;
    await rebuild(database, stored, treeProjection);
    await this.sign();
  }

  sign = () => this.signing.reactBetween(START, START);

  verify = async (since?: string | Uint8Array) => {
    const { all, origin } = this.log.keys;
    return verifySeal(this.log, since === undefined ? since : openCheckpoint(since, all, origin));
  };

  faults = async (since?: string | Uint8Array) => (await this.verify(since)).faults;

  async newestNote(): Promise<string> {
    return (await this.log.heads.newest())!.note;
  }

  /** `stream revision` of every event, in the order of the log. */
  async events(): Promise<string[]> {
    const { events } = await this.engines.stored.readAll({ after: START, limit: 100_000 });
    return events.map(({ stream, revision }) => `${stream} ${revision}`);
  }

  /** Runs SQL as the owner of the log, who can switch off what protects it. */
  async tamper(sql: string, values: unknown[] = []): Promise<void> {
    await this.engines.database.transaction(async (owner) => {
      await owner.query('ALTER TABLE event_log.events DISABLE TRIGGER append_only');
      await owner.query(sql, values);
      await owner.query('ALTER TABLE event_log.events ENABLE TRIGGER append_only');
    });
  }

  /** Keeps the database as it is, for `restore`. */
  async keep(): Promise<void> {
    await this.engines.database.query(`
      CREATE SCHEMA kept;
      CREATE TABLE kept.events AS SELECT ${COLUMNS} FROM event_log.events;
      CREATE TABLE kept.tiles AS TABLE tree.tiles;
      CREATE TABLE kept.heads AS TABLE sealing.signed_heads`);
  }

  async restore(): Promise<void> {
    await this.tamper(`
      TRUNCATE event_log.events, tree.tiles, sealing.signed_heads;
      INSERT INTO event_log.events (${COLUMNS}) OVERRIDING SYSTEM VALUE SELECT ${COLUMNS} FROM kept.events;
      INSERT INTO tree.tiles TABLE kept.tiles;
      INSERT INTO sealing.signed_heads TABLE kept.heads`);
  }

  close = () => this.engines.close();
}

const ACTOR = { code: 'test', role: 'system' as const, organism: null };
