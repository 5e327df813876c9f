import { canonicalJson } from '#platform';
import { commitmentTo, type DataKey } from './data-key.ts';
import { type AnyPersonalData, ERASED, type EventOrigin } from './declaration.ts';

type Data = Readonly<Record<string, unknown>>;

/** Where an object keeps what it says of a person. No field of the domain begins so. */
const PERSONAL = '$personal';

/** What stands in the place of personal fields. */
interface Encrypted {
  /** The id of the key. */
  readonly key: string;
  /** The fields as JSON, encrypted. In base64. */
  readonly fields: string;
  /** HMAC-SHA-256 of each value as canonical JSON, by the name of the field. In base64url. */
  readonly commitments: Readonly<Record<string, string>>;
}

/** An object that speaks of one subject, and where it stands in the data of its event: `/`, `/by` or `/persons/0`. */
interface Part {
  readonly path: string;
  readonly data: Data;
  readonly personal: AnyPersonalData;
}

/** One value that somebody may check without any key: `commitment` follows from `opening` and `value`. */
export interface OpenedValue {
  /** A JSON pointer into the data of the event (RFC 6901). */
  readonly path: string;
  readonly value: unknown;
  /** In base64url. */
  readonly opening: string;
}

/** The objects that say something of a person: the data themselves, and those within. */
function partsOf(data: Data, personal: AnyPersonalData): Part[] {
  const parts: Part[] = [{ path: '/', data, personal }];
  if (!personal.within) return parts;
  for (const [field, ofElement] of Object.entries<AnyPersonalData>(
    personal.within as Record<string, AnyPersonalData>,
  )) {
    const value = data[field] as Data | readonly Data[] | null | undefined;
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) {
        parts.push({ path: `/${field}/${index}`, data: element, personal: ofElement });
      }
    } else if (value) parts.push({ path: `/${field}`, data: value as Data, personal: ofElement });
  }
  return parts;
}

/** A null says nothing of anybody: it needs no key, and is written of whom was erased too. */
const fieldsOf = ({ data, personal }: Part): string[] =>
  Object.keys(personal.fields).filter((field) => data[field] !== undefined && data[field] !== null);

const subjectOf = ({ data, personal }: Part, origin: EventOrigin): string =>
  personal.subject?.(data, origin) ?? origin.stream;

const encryptedIn = (data: Data): Encrypted | undefined => data[PERSONAL] as Encrypted | undefined;

const placeOf = (eventId: string, { path }: Part): string => `${eventId}${path}`;

/** Puts what `change` makes of each part in its place. */
function withParts(data: Data, personal: AnyPersonalData, change: (part: Part) => Data): Data {
  const [whole, ...within] = partsOf(data, personal);
  if (within.length === 0) return change(whole!);
  const changed: Record<string, unknown> = { ...change(whole!) };
  for (const part of within) {
    const [, field, index] = part.path.split('/');
    if (index === undefined) changed[field!] = change(part);
    else {
      if (index === '0') changed[field!] = [];
      (changed[field!] as Data[]).push(change(part));
    }
  }
  return changed;
}

/** Whether data say something of a person that is not encrypted. */
export const speaksInClear = (data: object, personal: AnyPersonalData): boolean =>
  partsOf(data as Data, personal).some((part) => fieldsOf(part).length > 0);

/** The subjects that data speak of. */
export function subjectsIn(data: object, personal: AnyPersonalData, origin: EventOrigin): string[] {
  const speaking = partsOf(data as Data, personal).filter((part) => fieldsOf(part).length > 0);
  return speaking.map((part) => subjectOf(part, origin));
}

/** The data as the store keeps them. */
export function encryptData(
  data: object,
  personal: AnyPersonalData,
  origin: EventOrigin & { readonly id: string },
  keys: ReadonlyMap<string, DataKey>,
): object {
  return withParts(data as Data, personal, (part) => {
    const fields = fieldsOf(part);
    if (fields.length === 0) return part.data;
    const key = keys.get(subjectOf(part, origin))!;
    return encryptPart(part, fields, key, placeOf(origin.id, part));
  });
}

function encryptPart({ data }: Part, fields: readonly string[], key: DataKey, place: string): Data {
  // Without a prototype: to an ordinary object, a field « __proto__ » would be none of its own.
  const stored: Record<string, unknown> = Object.create(null);
  for (const field of Object.keys(data)) if (!fields.includes(field)) stored[field] = data[field];
  const hidden: Record<string, unknown> = {};
  const commitments: Record<string, string> = {};
  for (const field of fields) {
    hidden[field] = data[field];
    commitments[field] = commitmentTo(key.opening(place, field), canonicalJson(data[field]));
  }
  const encrypted: Encrypted = {
    key: key.id,
    fields: key.encrypt(place, JSON.stringify(hidden)),
    commitments,
  };
  stored[PERSONAL] = encrypted;
  return stored;
}

/** The ids of the keys that stored data are encrypted with. */
export function keysIn(data: object, personal: AnyPersonalData): string[] {
  const ids: string[] = [];
  for (const part of partsOf(data as Data, personal)) {
    const encrypted = encryptedIn(part.data);
    if (encrypted) ids.push(encrypted.key);
  }
  return ids;
}

/** Whom stored data speak of where they are encrypted with this key; undefined where nothing of them is. */
export function subjectOfKey(
  key: string,
  data: object,
  personal: AnyPersonalData,
  origin: EventOrigin,
): string | undefined {
  const part = partsOf(data as Data, personal).find((one) => encryptedIn(one.data)?.key === key);
  return part && subjectOf(part, origin);
}

/**
 * The data as they were before `encryptData`; with what stands for erased fields where a key has been destroyed.
 * @throws Error when what is stored was changed, or moved here from elsewhere
 */
export function decryptData(
  data: object,
  personal: AnyPersonalData,
  eventId: string,
  keys: ReadonlyMap<string, DataKey | null>,
): object {
  return withParts(data as Data, personal, (part) => {
    const encrypted = encryptedIn(part.data);
    if (!encrypted) return part.data;
    const { [PERSONAL]: _, ...open } = part.data;
    const key = keys.get(encrypted.key);
    return Object.assign(
      open,
      key ? JSON.parse(key.decrypt(placeOf(eventId, part), encrypted.fields)) : erased(encrypted, part),
    );
  });
}

/** The data with what stands for erased fields, where they speak of these subjects. */
export function withoutErased(
  data: object,
  personal: AnyPersonalData,
  origin: EventOrigin,
  subjects: ReadonlySet<string>,
): object {
  return withParts(data as Data, personal, (part) => {
    if (!subjects.has(subjectOf(part, origin))) return part.data;
    const placeholders = fieldsOf(part).map((field) => [field, (part.personal.fields as Data)[field]]);
    return { ...part.data, ...Object.fromEntries(placeholders) };
  });
}

/** The data without what they say of others. @param isOther by the subject */
export function withoutOthers(
  data: object,
  personal: AnyPersonalData,
  origin: EventOrigin,
  isOther: (subject: string) => boolean,
): object {
  return withParts(data as Data, personal, (part) => {
    if (!isOther(subjectOf(part, origin))) return part.data;
    const personalFields = fieldsOf(part);
    return Object.fromEntries(Object.entries(part.data).filter(([field]) => !personalFields.includes(field)));
  });
}

function erased({ commitments }: Encrypted, { personal }: Part): Data {
  const placeholders = personal.fields as Data;
  return Object.fromEntries(
    Object.keys(commitments).map((field) => [field, field in placeholders ? placeholders[field] : ERASED]),
  );
}

/** What stored data say of persons, each value with what proves it; nothing of what has been erased. */
export function openedValuesOf(
  data: object,
  personal: AnyPersonalData,
  eventId: string,
  keys: ReadonlyMap<string, DataKey | null>,
): OpenedValue[] {
  return partsOf(data as Data, personal).flatMap((part) => {
    const encrypted = encryptedIn(part.data);
    const key = encrypted && keys.get(encrypted.key);
    if (!key) return [];
    const place = placeOf(eventId, part);
    const fields = JSON.parse(key.decrypt(place, encrypted.fields)) as Data;
    return Object.entries(fields).map(([field, value]) => ({
      path: `${part.path === '/' ? '' : part.path}/${field}`,
      value,
      opening: key.opening(place, field).toString('base64url'),
    }));
  });
}
