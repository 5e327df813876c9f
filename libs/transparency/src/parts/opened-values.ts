import { createHmac } from 'node:crypto';
import { HASH_BYTES } from '../hashing.ts';
import type { Read } from './json-file.ts';

/**
 * A value that is kept encrypted, in the clear, with what proves that it is the one: the commitment that stands beside the ciphertext is
 * HMAC-SHA-256 over the value, under `opening`, in base64url.
 */
export interface OpenedValue {
  /** A JSON pointer into the data of the event (RFC 6901). */
  readonly path: string;
  /** Canonical JSON. */
  readonly value: string;
  readonly opening: Buffer;
}

/** Where these stand in an object of a file. @throws MalformedFile */
export const openedIn = (read: Read): OpenedValue[] =>
  read.objects('opened').map((value) => ({
    path: value.text('path'),
    value: value.text('value'),
    opening: value.bytes('opening', HASH_BYTES),
  }));

type Members = Record<string, unknown>;

/** Where an object keeps what it says of a person. */
const ENCRYPTED = '$personal';

/** Whether these are values that the event, as it is stored, has committed to. */
export function areCommitted(text: string, opened: readonly OpenedValue[]): boolean {
  const data = dataIn(text);
  return opened.every(({ path, value, opening }) => {
    const { parent, name } = placeOf(data, path);
    const encrypted = parent?.[ENCRYPTED] as { commitments?: Members } | undefined;
    return encrypted?.commitments?.[name] === createHmac('sha256', opening).update(value).digest('base64url');
  });
}

/** The event with these values in the place of their ciphertexts; what nobody opens stays as it is stored. */
export function withOpened(text: string, opened: readonly OpenedValue[]): unknown {
  const event = parsed(text) as { data?: unknown } | null;
  for (const { path, value } of opened) {
    const { parent, name } = placeOf(event?.data, path);
    if (!parent) continue;
    const commitments = (parent[ENCRYPTED] as { commitments?: Members } | undefined)?.commitments ?? {};
    delete commitments[name];
    if (Object.keys(commitments).length === 0) delete parent[ENCRYPTED];
    parent[name] = parsed(value);
  }
  return event;
}

const dataIn = (text: string): unknown => (parsed(text) as { data?: unknown } | null)?.data;

/** The object that the last name of a pointer is of. */
function placeOf(data: unknown, path: string): { parent: Members | undefined; name: string } {
  const [, ...names] = path.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const name = names.pop() ?? '';
  const parent = names.reduce<unknown>(
    (within, one) => (isObject(within) && Object.hasOwn(within, one) ? within[one] : undefined),
    data,
  );
  return { parent: isObject(parent) ? parent : undefined, name };
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
