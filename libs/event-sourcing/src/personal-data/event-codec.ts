import { isOutage } from '#platform';
import type { EventSerializer, StoredContent } from '../event-types.ts';
import type { DomainEvent, NewEvent, RecordedEvent } from '../events.ts';
import type { StoredEvent } from '../stored-events.ts';
import { unreadable } from '../unreadable-event.ts';
import type { DataKey } from './data-key.ts';
import type { EventOrigin } from './declaration.ts';
import {
  decryptData,
  encryptData,
  keysIn,
  type OpenedValue,
  openedValuesOf,
  speaksInClear,
  subjectOfKey,
  subjectsIn,
  withoutErased,
  withoutOthers,
} from './encrypted-fields.ts';
import type { KeyRing } from './key-ring.ts';

type Origin = EventOrigin & { readonly id: string };

const originOf = ({ id, stream, metadata }: RecordedEvent): Origin => ({
  id,
  stream,
  occurredAt: metadata.occurredAt,
});

/** Between events as the domain knows them and events as a store keeps them: in their schema, encrypted where they speak of persons. */
export class EventCodec {
  /** What stored events were decrypted to, since keys were last destroyed. */
  #decoded = new WeakMap<RecordedEvent, RecordedEvent>();
  #destructions = 0;

  constructor(
    private readonly serializer: EventSerializer,
    private readonly keys: KeyRing,
  ) {}

  /** @throws Refusal subject-erased; NotStorable; Error when a type was never declared */
  async encode(stream: string, events: readonly NewEvent[]): Promise<NewEvent[]> {
    const origins = events.map(({ id, metadata }) => ({ id, stream, occurredAt: metadata.occurredAt }));
    const clear = events.map((event) => this.serializer.serialize(event));
    const subjects = this.subjectsOf(clear, origins);
    const keys = this.keys.ofSubjectsAtHand(subjects) ?? (await this.keys.ofSubjects(subjects));
    const contents = this.encrypt(clear, origins, keys);
    return events.map(({ id, metadata }, index) => ({ id, metadata, ...contents[index]! }));
  }

  /** Whether the store keeps what an event says of persons readable, as releases before decision 039 did. */
  isClear(event: StoredEvent): boolean {
    const personal = this.serializer.personalDataOf(event.type);
    if (!personal) return false;
    // A field of an older schema may have had another name; what is encrypted was written in a newer one.
    const isOld = keysIn(event.data, personal).length === 0;
    return speaksInClear(isOld ? this.serializer.deserialize(event).data : event.data, personal);
  }

  /**
   * Stored events, those that are clear as this program would have written them: encrypted, and in the present schema. Of whom was
   * erased since then, nobody can read them any more.
   */
  async encrypted(events: readonly StoredEvent[]): Promise<StoredEvent[]> {
    const clear = events.filter((event) => this.isClear(event));
    if (clear.length === 0) return [...events];
    const readable = await this.decode(clear);
    const origins = readable.map(originOf);
    const keys = await this.keys.ofSubjectsEvenErased(this.subjectsOf(readable, origins));
    const contents = this.encrypt(
      readable.map((event) => this.serializer.serialize(event)),
      origins,
      keys,
    );
    const anew = new Map(clear.map((event, index) => [event, { ...event, ...contents[index]! }]));
    return events.map((event) => anew.get(event) ?? event);
  }

  /** Stored events as the domain knows them, but for what stands there in clear of whom was erased. */
  async decodeWithoutErased(events: readonly StoredEvent[]): Promise<RecordedEvent[]> {
    const readable = await this.decode(events);
    const erased = await this.keys.erasedAmong(this.subjectsOf(readable, readable.map(originOf)));
    if (erased.size === 0) return readable;
    return readable.map((event) => {
      const personal = this.serializer.personalDataOf(event.type);
      return personal
        ? { ...event, data: withoutErased(event.data, personal, originOf(event), erased) }
        : event;
    });
  }

  /**
   * Events as the domain knows them, of events as a store that was opened `verbatim` reads them.
   * @throws KeyMissing; Error when one was changed, or when this program does not know its type or schema
   */
  async decode(events: readonly RecordedEvent[]): Promise<RecordedEvent[]> {
    const stored = events as readonly StoredEvent[];
    const keys = await this.keysOf(stored);
    return stored.map((event) => this.open(event, keys));
  }

  /** The same, but that one which cannot be read does not keep others from being read: it is `unreadable`. */
  async decodeEach(events: readonly RecordedEvent[]): Promise<RecordedEvent[]> {
    try {
      return await this.decode(events);
    } catch (error) {
      return this.decodeAlone(events, error);
    }
  }

  /** The same again, once for all who are given the same event at the end of the log, as followers are. */
  async decodeOnce(events: readonly RecordedEvent[]): Promise<RecordedEvent[]> {
    try {
      return await this.decodeNew(events);
    } catch (error) {
      return this.decodeAlone(events, error);
    }
  }

  /** Each by itself, where together they have failed. */
  private async decodeAlone(events: readonly RecordedEvent[], failure: unknown): Promise<RecordedEvent[]> {
    if (isOutage(failure)) throw failure;
    if (events.length === 1) return [unreadable(events[0]!, failure)];
    const alone = await Promise.all(events.map((event) => this.decodeEach([event])));
    return alone.flat();
  }

  private async decodeNew(events: readonly RecordedEvent[]): Promise<RecordedEvent[]> {
    const { destructions } = this.keys;
    if (destructions !== this.#destructions) this.#decoded = new WeakMap();
    this.#destructions = destructions;
    const decoded = this.#decoded;
    const stored = events as readonly StoredEvent[];
    const keys = await this.keysOf(stored.filter((event) => !decoded.has(event)));
    return stored.map((event) => {
      const known = decoded.get(event) ?? this.open(event, keys);
      decoded.set(event, known);
      return known;
    });
  }

  /** An event as the domain knows it, without what it says of others. @param isOther by the subject */
  withoutOthers(event: RecordedEvent, isOther: (subject: string) => boolean): RecordedEvent {
    const personal = this.serializer.personalDataOf(event.type);
    return personal
      ? { ...event, data: withoutOthers(event.data, personal, originOf(event), isOther) }
      : event;
  }

  /** What one stored event says of persons, as far as it has not been erased, with what proves each value. */
  async openedValues(event: StoredEvent): Promise<OpenedValue[]> {
    const personal = this.serializer.personalDataOf(event.type);
    if (!personal) return [];
    const keys = await this.keysOf([event]);
    return openedValuesOf(event.data, personal, event.id, keys);
  }

  private encrypt(
    contents: readonly StoredContent[],
    origins: readonly Origin[],
    keys: ReadonlyMap<string, DataKey>,
  ): StoredContent[] {
    return contents.map((content, index) => {
      const personal = this.serializer.personalDataOf(content.type);
      return personal
        ? { ...content, data: encryptData(content.data, personal, origins[index]!, keys) }
        : content;
    });
  }

  private subjectsOf(contents: readonly DomainEvent[], origins: readonly Origin[]): Set<string> {
    const subjects = new Set<string>();
    for (const [index, { type, data }] of contents.entries()) {
      const personal = this.serializer.personalDataOf(type);
      if (!personal) continue;
      for (const subject of subjectsIn(data, personal, origins[index]!)) subjects.add(subject);
    }
    return subjects;
  }

  /** The keys that stored events are encrypted with. Without a promise where all of them are at hand. */
  private keysOf(
    events: readonly StoredEvent[],
  ): ReadonlyMap<string, DataKey | null> | Promise<ReadonlyMap<string, DataKey | null>> {
    const ids = new Set<string>();
    for (const { type, data } of events) {
      const personal = this.serializer.personalDataOf(type);
      if (personal) for (const id of keysIn(data, personal)) ids.add(id);
    }
    return this.keys.withIdsAtHand(ids) ?? this.keys.withIds(ids, (id) => this.subjectOfKey(id, events));
  }

  private subjectOfKey(id: string, events: readonly StoredEvent[]): string | undefined {
    for (const event of events) {
      const personal = this.serializer.personalDataOf(event.type);
      const subject = personal && subjectOfKey(id, event.data, personal, originOf(event));
      if (subject !== undefined) return subject;
    }
    return undefined;
  }

  private open(stored: StoredEvent, keys: ReadonlyMap<string, DataKey | null>): RecordedEvent {
    const { type, schema, id, metadata, stream, revision, position, recordedAt } = stored;
    const personal = this.serializer.personalDataOf(type);
    const readable = personal ? decryptData(stored.data, personal, id, keys) : stored.data;
    const { data } = this.serializer.deserialize({ type, schema, data: readable });
    return { type, data, id, metadata, stream, revision, position, recordedAt };
  }
}
