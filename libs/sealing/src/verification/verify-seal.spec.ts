import fc from 'fast-check';
import { rebuild, START } from '#event-sourcing';
import { checkpointText, ed25519, GrowingTree, signerFrom, signNote } from '#transparency';
import { leafOf } from '../leaf.ts';
import { treeProjection } from '../read-models/tree/projection.ts';
import { SealedRegister } from '../sealing.fixture.ts';

const PARTS = [7, 280, 120] as const;
const EVENTS = 407;
const RUNS = { numRuns: 15 };

let register: SealedRegister;
let events: string[];

beforeAll(async () => {
  register = await SealedRegister.open();
  for (const part of PARTS) {
    await register.append(part);
    await register.seal();
  }
  events = await register.events();
  await register.keep();
});
afterEach(() => register.restore());
afterAll(() => register.close());

/** The event in this place of the log, in SQL. */
const AT = `(transaction_id, sequence) = (SELECT transaction_id, sequence FROM event_log.events
  ORDER BY transaction_id, sequence OFFSET $1 LIMIT 1)`;

const place = fc.nat({ max: EVENTS - 2 });
const before = (index: number): string | null => events[index - 1] ?? null;

const each = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      await check(value);
      await register.restore();
    }),
    RUNS,
  );

const change = (index: number, set: string) =>
  register.tamper(`UPDATE event_log.events SET ${set} WHERE ${AT}`, [index]);

const cutBehind = (index: number) =>
  register.tamper(
    `DELETE FROM event_log.events WHERE (transaction_id, sequence) > (
       SELECT transaction_id, sequence FROM event_log.events ORDER BY transaction_id, sequence OFFSET $1 LIMIT 1)`,
    [index],
  );

/** The tree over the log as it is now, in the place of the one that was sealed. */
async function resealAll(): Promise<void> {
  const { database, stored } = register.engines;
  await database.query('TRUNCATE sealing.signed_heads');
  await rebuild(database, stored, treeProjection);
}

describe('a log that nobody has touched', () => {
  it('is as it was sealed: nothing is found', async () => {
    expect(await register.verify()).toMatchObject({
      events: EVENTS,
      sealed: EVENTS,
      heads: PARTS.length,
      faults: [],
    });
  });

  it('nor while it grows, sealed or not', async () => {
    await register.append(3);
    const since = Buffer.from(await register.newestNote());
    expect(await register.verify(since)).toMatchObject({ events: 410, sealed: EVENTS, faults: [] });
    await register.seal();
    expect(await register.verify(since)).toMatchObject({ sealed: 410, heads: 4, faults: [] });
  });

  it('is not accused by a checkpoint that no key of it has signed', async () => {
    const stranger = signerFrom(ed25519, 'greffe.localhost', Buffer.alloc(32, 1));
    const root = new GrowingTree().root;
    const note = signNote(checkpointText({ origin: 'greffe.localhost', size: 5, root }), [stranger]);
    await expect(register.verify(Buffer.from(note))).rejects.toThrow('no known key has signed the note');
  });
});

describe('a log that its owner has touched', () => {
  it('shows each event that was changed, in whatever it says', () =>
    each(
      fc.tuple(
        place,
        fc.constantFrom(
          `data = '{"n": -1}'`,
          `metadata = jsonb_set(metadata, '{actor,code}', '"other"')`,
          `type = 'Other'`,
          'schema = schema + 1',
          'id = gen_random_uuid()',
          `recorded_at = recorded_at - interval '1 day'`,
        ),
      ),
      async ([index, set]) => {
        await change(index, set);
        expect(await register.faults()).toEqual([{ kind: 'changed', index, event: events[index] }]);
      },
    ));

  it('shows where an event was removed', () =>
    each(place, async (index) => {
      await register.tamper(`DELETE FROM event_log.events WHERE ${AT}`, [index]);
      expect(await register.faults()).toEqual([{ kind: 'removed', index, event: before(index) }]);
    }));

  it('shows each event that was added', () =>
    each(place, async (index) => {
      await register.tamper(
        `INSERT INTO event_log.events
           (transaction_id, sequence, stream, revision, id, type, schema, data, metadata, recorded_at)
         OVERRIDING SYSTEM VALUE
         SELECT transaction_id, sequence - 1000000, 'account-forged', 0, gen_random_uuid(), type, schema, data, metadata,
           recorded_at
         FROM event_log.events WHERE ${AT}`,
        [index],
      );
      expect(await register.faults()).toEqual([{ kind: 'added', index, event: 'account-forged 0' }]);
    }));

  it('shows the first of the events that were moved', () =>
    each(
      fc.tuple(place, place).filter(([a, b]) => a < b),
      async ([index, other]) => {
        await register.tamper(
          `WITH placed AS (
             SELECT id, transaction_id, sequence, row_number() OVER (ORDER BY transaction_id, sequence) - 1 AS place
             FROM event_log.events),
           gone AS (DELETE FROM event_log.events e USING placed p WHERE p.id = e.id AND p.place IN ($1, $2) RETURNING e.*)
           INSERT INTO event_log.events
             (transaction_id, sequence, stream, revision, id, type, schema, data, metadata, recorded_at)
           OVERRIDING SYSTEM VALUE
           SELECT p.transaction_id, p.sequence + 1000000, g.stream, g.revision + 1000000, gen_random_uuid(), g.type, g.schema,
             g.data || jsonb_build_object('was', g.id, 'at', g.revision), g.metadata, g.recorded_at
           FROM gone g JOIN placed p ON p.id <> g.id AND p.place IN ($1, $2)`,
          [index, other],
        );
        await register.tamper(`UPDATE event_log.events SET id = (data ->> 'was')::uuid, revision = (data ->> 'at')::bigint,
          data = data - 'was' - 'at' WHERE data ? 'was'`);
        expect(await register.faults()).toEqual([{ kind: 'moved', index, event: events[other] }]);
      },
    ));

  it('shows where its end was cut', () =>
    each(place, async (last) => {
      await cutBehind(last);
      expect(await register.faults()).toEqual([{ kind: 'cut', index: last + 1, event: events[last] }]);
    }));

  it('shows several at once, in their order', async () => {
    await change(300, `data = '{}'`);
    await register.tamper(`DELETE FROM event_log.events WHERE ${AT}`, [100]);
    await change(20, `type = 'Other'`);
    expect(await register.faults()).toEqual([
      { kind: 'changed', index: 20, event: events[20] },
      { kind: 'removed', index: 100, event: events[99] },
      { kind: 'changed', index: 300, event: events[300] },
    ]);
  });

  it('shows that two events had their contents swapped', async () => {
    await register.tamper(`UPDATE event_log.events e SET data = o.data FROM event_log.events o
      WHERE e.data ->> 'n' IN ('5', '6') AND o.data ->> 'n' IN ('5', '6') AND e.stream <> o.stream
        AND e.revision = 0 AND o.revision = 0`);
    const faults = await register.faults();
    expect(faults.map(({ kind, index }) => [kind, index])).toEqual([
      ['changed', 5],
      ['changed', 6],
    ]);
  });
});

describe('when the tree was changed too', () => {
  it('and the log was not, the log is believed: it is what was signed', async () => {
    await register.engines.database.query(
      `UPDATE tree.tiles SET hashes = overlay(hashes PLACING decode(repeat('00', 32), 'hex') FROM 32 * 9 + 1)
       WHERE level = 0 AND index = 0`,
    );
    expect(await register.faults()).toEqual([{ kind: 'tree', index: 9, event: null }]);
  });

  it('above its leaves, it is found', async () => {
    await register.engines.database.query(
      `UPDATE tree.tiles SET hashes = decode(repeat('00', 32), 'hex') WHERE level = 1`,
    );
    expect(await register.faults()).toEqual([{ kind: 'tree', index: 0, event: null }]);
  });

  it('with the log, what was signed refutes both, from the last checkpoint that still holds', async () => {
    const { database } = register.engines;
    await change(300, `data = '{}'`);
    const { events: now } = await register.engines.stored.readAll({
      after: START,
      limit: 1000,
    });
    const forged = leafOf(now[300]!);
    await database.query(
      `UPDATE tree.tiles SET hashes = overlay(hashes PLACING $1 FROM 32 * (300 - 256) + 1) WHERE level = 0 AND index = 1`,
      [forged],
    );
    expect(await register.faults()).toEqual([{ kind: 'rewritten', index: 287, event: null }]);
  });

  it('and every checkpoint was thrown away, one that was kept elsewhere tells', async () => {
    const since = Buffer.from(await register.newestNote());
    await change(300, `data = '{}'`);
    await resealAll();
    await register.sign();
    expect(await register.faults()).toEqual([]);
    expect(await register.faults(since)).toEqual([{ kind: 'rewritten', index: 0, event: null }]);
  });

  it('and the end was cut from all of them, which takes no key, one that was kept elsewhere tells', async () => {
    const { database, stored } = register.engines;
    const since = Buffer.from(await register.newestNote());
    await cutBehind(286);
    await database.query('DELETE FROM sealing.signed_heads WHERE size > 287');
    await rebuild(database, stored, treeProjection);
    expect(await register.faults()).toEqual([]);
    expect(await register.faults(since)).toEqual([{ kind: 'cut', index: 287, event: events[286] }]);
  });
});

describe('a checkpoint that is kept', () => {
  const forge = (note: string) =>
    register.engines.database.query('UPDATE sealing.signed_heads SET note = $1 WHERE size = 287', [note]);

  it('with the signature of another key is found', async () => {
    const stranger = signerFrom(ed25519, 'greffe.localhost', Buffer.alloc(32, 1));
    await forge(
      signNote(checkpointText({ origin: 'greffe.localhost', size: 287, root: Buffer.alloc(32) }), [stranger]),
    );
    expect(await register.faults()).toEqual([{ kind: 'head', index: 287, event: null }]);
  });

  it('and is an older one again is found', async () => {
    const [oldest] = await register.log.heads.all();
    await forge(oldest!.note);
    expect(await register.faults()).toEqual([{ kind: 'head', index: 287, event: null }]);
  });

  it('and says nothing that can be read is found', async () => {
    await forge('nothing');
    expect(await register.faults()).toEqual([{ kind: 'head', index: 287, event: null }]);
  });
});
