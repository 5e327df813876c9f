import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Engines } from '#composition';
import { type EventStore, logOf, type NewEvent, type StoredEvent, verbatim } from '#event-sourcing';
import { canonicalJson, systemActor } from '#platform';
import type { SealFault } from '#sealing';
import { unverifiedCheckpoint } from '#transparency';
import { EventStoreDbEventStore } from '../../libs/event-sourcing/src/eventstoredb/eventstoredb-event-store.ts';
import { EventStoreDbServer } from '../eventstoredb/server.ts';
import { testEngines } from '../support/test-engines.ts';
import { visible } from '../support/test-log.ts';
import { fromEventStoreDb, fromPostgres, type HandedOut } from './handed-out.ts';
import { faultsIn, noteOf, type Sealed, sealedAt, strangerOf } from './sealed-copy.ts';

/** Of each kind, on each engine. Where one is overlooked, fast-check prints its seed, with which it comes again. */
const TAMPERINGS = 1000;
const PERSONS = 4;
const EVENTS = 3 * PERSONS;
const SEALED_AT = [3, 4, 9, EVENTS];

let engines: Engines;
let server: EventStoreDbServer;
let events: StoredEvent[];
let sealed: Sealed;
const logs: Record<string, HandedOut> = {};

beforeAll(async () => {
  engines = await testEngines();
  const { database, store, stored } = engines;
  for (const at of Array(PERSONS).keys()) {
    await store.append(`person-${at}`, 'none', [registered(at)]);
    await store.append('heads-v1', 'any', [headsSealed(at)]);
    await store.append(`person-${at}`, 0, [corrected(at)]);
  }
  await visible({ database, store });
  events = await readIn(stored);
  sealed = sealedAt(events, SEALED_AT);
  server = await EventStoreDbServer.start({ firstPosition: 1n });
  const other = await EventStoreDbEventStore.open(server.connectionString, verbatim);
  for (const { recordedAt, metadata, ...event } of events) {
    await other.append(event.stream, 'any', [
      { ...event, metadata: { ...metadata, recordedAt } } as NewEvent,
    ]);
  }
  await other.close();
  logs.PostgreSQL = await fromPostgres(database);
  logs.EventStoreDB = fromEventStoreDb(server.log);
});
afterAll(async () => {
  await server.stop();
  await engines.close();
});

async function readIn(store: EventStore): Promise<StoredEvent[]> {
  const read: StoredEvent[] = [];
  for await (const event of logOf(store)) read.push(event);
  return read;
}

const told = (data: object, type: string): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: systemActor('test'),
    occurredAt: '2026-03-02T09:00:00.000Z',
  },
});
const detailsOf = (at: number) => ({
  lastName: `Nom ${at}`,
  firstName: 'Camille',
  function: 'Agent',
  email: `agent.${at}@mons.example`,
  sharedMailboxReason: null,
});
const registered = (at: number) =>
  told({ gestionnaireId: '21590410000017', ...detailsOf(at) }, 'PersonRegistered');
const corrected = (at: number) =>
  told({ before: detailsOf(at), after: detailsOf(at + 1), reason: 'Faute de frappe' }, 'PersonCorrected');
const headsSealed = (upTo: number) =>
  told({ concerns: 'v1', upTo, upToRoot: 'x', partners: upTo, directoryRoot: 'y' }, 'HeadsSealed');

const nameOf = ({ stream, revision }: StoredEvent): string => `${stream} ${revision}`;
const fault = (kind: SealFault['kind'], index: number, event: string | null): SealFault => ({
  kind,
  index,
  event,
});

const place = fc.nat({ max: EVENTS - 1 });
/** There is something behind it. */
const inner = fc.nat({ max: EVENTS - 2 });
const two = fc.tuple(place, place).filter(([a, b]) => a < b);
const text = fc.stringMatching(/^[a-z]{8}$/);

/** One member of an event is another one. */
const edit = fc.oneof(
  text.map((word) => ({ type: `Other${word}` })),
  fc.uuid({ version: 4 }).map((id) => ({ id })),
  fc.integer({ min: 2, max: 99 }).map((schema) => ({ schema })),
  fc.date({ min: new Date('2000-01-01'), max: new Date('2020-01-01'), noInvalidDate: true }).map((date) => ({
    recordedAt: date.toISOString(),
  })),
  text.map((code) => ({ metadata: { actor: systemActor(code) } })),
  text.map((word) => ({ data: { said: word } })),
);

/** Data with one letter of what is encrypted exchanged. */
function withOtherLetter({ data }: StoredEvent, at: number): object {
  const was = JSON.stringify(data);
  const [, start, fields] = /^(.*?"fields":")([^"]+)"/.exec(was)!;
  const place = start!.length + (at % fields!.length);
  return JSON.parse(`${was.slice(0, place)}${was[place] === 'A' ? 'B' : 'A'}${was.slice(place + 1)}`);
}

/** Leaves everything of the data as it is, but what is encrypted. */
const withPersonal = (to: StoredEvent, from: StoredEvent): object => ({
  ...to.data,
  $personal: (from.data as { $personal: object }).$personal,
});

describe.each(['PostgreSQL', 'EventStoreDB'])('what %s hands out', (engine) => {
  const log = () => logs[engine]!;
  const faultsOf = (records: readonly unknown[], beside = sealed, since?: string) =>
    faultsIn(log().reading(records), beside, since);
  const each = <Value>(arbitrary: fc.Arbitrary<Value>, check: (value: Value) => Promise<void>) =>
    fc.assert(fc.asyncProperty(arbitrary, check), { numRuns: TAMPERINGS });
  const edited = (at: number, change: object) =>
    log().records.with(at, log().edited(log().records[at], change));

  it('is read as it was stored, and accused of nothing, however far it has come and is sealed', () =>
    each(fc.tuple(fc.nat({ max: EVENTS }), fc.nat({ max: EVENTS }), fc.boolean()), async ([a, b, isKept]) => {
      const [few, many] = a < b ? [a, b] : [b, a];
      const sizes = [...SEALED_AT.filter((size) => size < few), ...(few > 0 ? [few] : [])];
      const beside = sealedAt(events, sizes);
      const since = isKept ? beside.heads.at(-1)?.note : undefined;
      expect(await faultsOf(log().records.slice(0, many), beside, since)).toEqual([]);
    }));

  it('changed: shows which event', () =>
    each(fc.tuple(place, edit), async ([at, change]) => {
      expect(await faultsOf(edited(at, change))).toEqual([fault('changed', at, nameOf(events[at]!))]);
    }));

  it('changed in one letter of a ciphertext: shows which event', () =>
    each(fc.tuple(fc.nat({ max: PERSONS - 1 }), fc.nat()), async ([person, letter]) => {
      const at = 3 * person;
      const data = withOtherLetter(events[at]!, letter);
      expect(await faultsOf(edited(at, { data }))).toEqual([fault('changed', at, nameOf(events[at]!))]);
    }));

  it('without an event: shows behind which one', () =>
    each(inner, async (at) => {
      const before = at > 0 ? nameOf(events[at - 1]!) : null;
      expect(await faultsOf(log().records.toSpliced(at, 1))).toEqual([fault('removed', at, before)]);
    }));

  it('with an event that was never sealed: shows which one', () =>
    each(fc.tuple(place, place, text, fc.uuid({ version: 4 })), async ([at, like, word, id]) => {
      const forged = log().edited(log().records[like], { stream: `account-${word}`, revision: 0, id });
      const added = log().records.toSpliced(at, 0, forged);
      expect(await faultsOf(added)).toEqual([fault('added', at, `account-${word} 0`)]);
    }));

  it('in another order: shows the first event that stands elsewhere', () =>
    each(two, async ([at, other]) => {
      const { records } = log();
      const swapped = records.with(at, records[other]).with(other, records[at]);
      expect(await faultsOf(swapped)).toEqual([fault('moved', at, nameOf(events[other]!))]);
    }));

  it('with the ciphertexts of two persons swapped: shows both', () =>
    each(
      fc.tuple(fc.nat({ max: PERSONS - 1 }), fc.nat({ max: PERSONS - 1 })).filter(([a, b]) => a < b),
      async ([one, another]) => {
        const [at, other] = [3 * one, 3 * another];
        const first = edited(at, { data: withPersonal(events[at]!, events[other]!) });
        const data = withPersonal(events[other]!, events[at]!);
        const both = first.with(other, log().edited(log().records[other], { data }));
        const faults = [at, other].map((index) => fault('changed', index, nameOf(events[index]!)));
        expect(await faultsOf(both)).toEqual(faults);
      },
    ));

  it('with its tail cut: shows behind which event', () =>
    each(fc.nat({ max: EVENTS - 1 }), async (left) => {
      const last = left > 0 ? nameOf(events[left - 1]!) : null;
      expect(await faultsOf(log().records.slice(0, left))).toEqual([fault('cut', left, last)]);
    }));

  it('beside an old checkpoint in place of a newer one: shows which', () =>
    each(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), async ([a, b]) => {
      const [old, at] = a <= b ? [a, b + 1] : [b, a];
      const { size } = sealed.heads[at]!;
      const replayed = sealed.heads.with(at, { size, note: sealed.heads[old]!.note });
      expect(await faultsOf(log().records, { ...sealed, heads: replayed })).toEqual([
        fault('head', size, null),
      ]);
    }));

  it('cut back to an old checkpoint, with its tree and all that was signed: a newer one that was kept shows it', () =>
    each(fc.nat({ max: 2 }), async (at) => {
      const sizes = SEALED_AT.slice(0, at + 1);
      const size = sizes.at(-1)!;
      const past = sealedAt(events, sizes);
      const records = log().records.slice(0, size);
      expect(await faultsOf(records, past)).toEqual([]);
      const found = await faultsOf(records, past, sealed.heads.at(-1)!.note);
      expect(found).toEqual([fault('cut', size, nameOf(events[size - 1]!))]);
    }));

  it('beside a checkpoint that another key has signed: shows which', () =>
    each(fc.tuple(fc.nat({ max: 3 }), fc.nat(), fc.boolean()), async ([at, seed, isTrue]) => {
      const { size, note } = sealed.heads[at]!;
      const root = isTrue ? unverifiedCheckpoint(note).root : Buffer.alloc(32, seed);
      const forged = sealed.heads.with(at, { size, note: noteOf(size, root, strangerOf(seed)) });
      expect(await faultsOf(log().records, { ...sealed, heads: forged })).toEqual([
        fault('head', size, null),
      ]);
    }));
});

it('is one log, whichever engine keeps it', async () => {
  for (const log of Object.values(logs)) {
    const read = await readIn(log.reading(log.records));
    const said = (event: StoredEvent) => canonicalJson({ ...event, position: undefined });
    expect(read.map(said)).toEqual(events.map(said));
  }
});
