import type { EventSerializer } from '../event-types.ts';
import type { NewEvent, RecordedEvent } from '../events.ts';
import type { StoredEvent } from '../upkeep/stored-events.ts';
import type { DataKey } from './data-key.ts';
import {
  decryptData,
  encryptData,
  keysIn,
  type OpenedValue,
  openedValuesOf,
  subjectsIn,
} from './encrypted-fields.ts';
import type { KeyRing } from './key-ring.ts';

const NO_KEYS: ReadonlyMap<string, DataKey | null> = new Map();

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
    const contents = events.map((event) => this.serializer.serialize(event));
    const origins = events.map(({ id, metadata }) => ({ id, stream, occurredAt: metadata.occurredAt }));
    const subjects = new Set<string>();
    for (const [index, { type, data }] of contents.entries()) {
      const personal = this.serializer.personalDataOf(type);
      if (!personal) continue;
      for (const subject of subjectsIn(data, personal, origins[index]!)) subjects.add(subject);
    }
    if (subjects.size > 0) {
      const keys = await this.keys.ofSubjects(subjects);
      for (const [index, content] of contents.entries()) {
        const personal = this.serializer.personalDataOf(content.type);
        if (!personal) continue;
        contents[index] = { ...content, data: encryptData(content.data, personal, origins[index]!, keys) };
      }
    }
    return events.map(({ id, metadata }, index) => ({ id, metadata, ...contents[index]! }));
  }

  /**
   * Events as the domain knows them, of events as a store that was opened `verbatim` reads them.
   * @throws KeyMissing; Error when one was changed, or when this program does not know its type or schema
   */
  async decode(events: readonly RecordedEvent[]): Promise<RecordedEvent[]> {
    const keys = await this.keysOf(events as readonly StoredEvent[]);
    return (events as readonly StoredEvent[]).map((event) => this.open(event, keys));
  }

  /** The same, once for all who are given the same event at the end of the log, as followers are. */
  async decodeOnce(events: readonly RecordedEvent[]): Promise<RecordedEvent[]> {
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

  /** What one stored event says of persons, as far as it has not been erased, with what proves each value. */
  async openedValues(event: StoredEvent): Promise<OpenedValue[]> {
    const personal = this.serializer.personalDataOf(event.type);
    return personal ? openedValuesOf(event.data, personal, event.id, await this.keysOf([event])) : [];
  }

  private async keysOf(events: readonly StoredEvent[]): Promise<ReadonlyMap<string, DataKey | null>> {
    const ids = new Set<string>();
    for (const { type, data } of events) {
      const personal = this.serializer.personalDataOf(type);
      if (personal) for (const id of keysIn(data, personal)) ids.add(id);
    }
    return ids.size > 0 ? this.keys.withIds(ids) : NO_KEYS;
  }

  private open(stored: StoredEvent, keys: ReadonlyMap<string, DataKey | null>): RecordedEvent {
    const { type, schema, id, metadata, stream, revision, position, recordedAt } = stored;
    const personal = this.serializer.personalDataOf(type);
    const readable = personal ? decryptData(stored.data, personal, id, keys) : stored.data;
    const { data } = this.serializer.deserialize({ type, schema, data: readable });
    return { type, data, id, metadata, stream, revision, position, recordedAt };
  }
}
