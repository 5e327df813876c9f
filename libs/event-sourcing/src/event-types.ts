import type { DomainEvent, NewEvent } from './events.ts';
import type { AnyPersonalData, PersonalData } from './personal-data/declaration.ts';
import { mustBeStorable } from './storable.ts';

type Data = Record<string, unknown>;

/** How one type of event is written and read. */
export interface EventTypeDefinition {
  /** Number of the present shape of its data. */
  readonly schema: number;
  /** What of its data says something of natural persons. */
  readonly personal?: AnyPersonalData;
  /** `upcasts[n]` turns data of schema n into schema n + 1. */
  readonly upcasts?: Readonly<Record<number, (data: Data) => Data>>;
}

/** Fields of these names hold what people write, or are called: whatever event has one declares it to be personal. */
type Telling =
  | ('reason' | 'comment' | 'note' | 'description' | 'conclusion' | 'signatory')
  | ('lastName' | 'firstName' | 'email' | 'userAgent');

/** Those that hold any text, and not one of a few words. */
type TellingIn<Data> = {
  [Field in keyof Data & Telling]: string extends Data[Field] ? Field : never;
}[keyof Data & Telling];

type Declaring<Data> = [TellingIn<Data>] extends [never]
  ? { readonly personal?: PersonalData<Data> }
  : {
      readonly personal: PersonalData<Data> & { readonly fields: Required<Pick<Data, TellingIn<Data>>> };
    };

/** One definition for each event of the union, checked by the compiler. */
export type EventTypes<Event extends DomainEvent> = {
  readonly [Type in Event['type']]: Omit<EventTypeDefinition, 'personal'> &
    Declaring<Extract<Event, { type: Type }>['data']>;
};

/** The types of all contexts in one register. */
export type EventTypeRegister = Readonly<Record<string, EventTypeDefinition>>;

/** What a store keeps of an event's content. */
export interface StoredContent {
  readonly type: string;
  readonly schema: number;
  readonly data: object;
}

/** The one place where events change between the shape the domain knows and the shape the store keeps. */
export class EventSerializer {
  constructor(private readonly types: EventTypeRegister) {}

  /** @throws Error when the type was never declared; NotStorable */
  serialize({ type, data, metadata }: NewEvent): StoredContent {
    const { schema } = this.definition(type);
    mustBeStorable(type, { data, metadata });
    return { type, schema, data };
  }

  /** @throws Error when the type was never declared, or its schema is newer than this program */
  deserialize({ type, schema, data }: StoredContent): DomainEvent {
    const definition = this.definition(type);
    if (schema > definition.schema) {
      throw new Error(`${type} has schema ${schema}; this program knows ${definition.schema}`);
    }
    let current = data as Data;
    for (let version = schema; version < definition.schema; version++) {
      const upcast = definition.upcasts?.[version];
      if (!upcast) throw new Error(`${type} has no upcast from schema ${version}`);
      current = upcast(current);
    }
    return { type, data: current };
  }

  /** @throws Error when the type was never declared */
  personalDataOf(type: string): AnyPersonalData | undefined {
    return this.definition(type).personal;
  }

  private definition(type: string): EventTypeDefinition {
    const definition = this.types[type];
    if (!definition) throw new Error(`Unknown event type ${type}`);
    return definition;
  }
}

/** @throws Error when two contexts declare the same type */
export function registerEventTypes(contexts: readonly EventTypeRegister[]): EventTypeRegister {
  const register: Record<string, EventTypeDefinition> = {};
  for (const [type, definition] of contexts.flatMap((types) => Object.entries(types))) {
    if (register[type]) throw new Error(`Event type ${type} is declared twice`);
    register[type] = definition;
  }
  return register;
}
