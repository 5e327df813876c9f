import { OUTCOME_NAMES } from '#connections';
import type { Observation } from '../domain/observation.ts';
import { type JsonObject, JsonObjects, textAt, valueAt } from './json-line.ts';
import { type LineReader, type LogFormat, observed, Unreadable } from './log-format.ts';

export const AUTHENTICATION = 3002;
export const LOGON = 1;
const LOGOFF = 2;
const SUCCESS = 1;
const FAILURE = 2;
/** Its caption, where the number is not told. */
const STATUS_IDS: ReadonlyMap<string, number> = new Map([
  ['success', SUCCESS],
  ['failure', FAILURE],
]);

/** `status_detail`. A failure that is not listed is a wrong password. */
const OUTCOME_OF_DETAIL: Readonly<Record<string, string>> = {
  USER_DOES_NOT_EXIST: 'unknown-code',
  INVALID_CREDENTIALS: 'wrong-password',
  ACCOUNT_DISABLED: 'closed',
  ACCOUNT_EXPIRED: 'closed',
  PASSWORD_EXPIRED: 'closed',
  ACCOUNT_LOCKED_OUT: 'blocked',
  LOGON_TYPE_NOT_GRANTED: 'not-habilitated',
  INVALID_ASSERTION: 'no-assertion',
  SECOND_FACTOR_REQUIRED: 'factor-asked',
  OTHER_ORGANISATION: 'other-organism',
  TOO_MANY_ATTEMPTS: 'throttled',
  SERVICE_BUSY: 'busy',
};

/**
 * Events of the class *Authentication* of OCSF, one a line, in any order: an export of the journal has the latest first. Those of
 * other classes tell nothing.
 */
export const ocsf: LogFormat = {
  isInOrder: false,
  async reader(): Promise<LineReader> {
    const objects = new JsonObjects();
    return (line, lineNumber) => {
      const taken = objects.take(line, lineNumber);
      if (taken === null || taken instanceof Unreadable) return taken;
      const { object: event, number } = taken;
      const classUid = valueAt(event, 'class_uid');
      if (typeof classUid !== 'number')
        return new Unreadable('ce n’est pas un événement OCSF : class_uid manque');
      if (classUid !== AUTHENTICATION) return null;
      const at = valueAt(event, 'time');
      if (typeof at !== 'number' || !isInstant(at))
        return new Unreadable('« time » n’est pas un nombre de millisecondes depuis 1970');
      return observationOf(event, at, number);
    };
  },
};

/** What a date can be. */
export const isInstant = (ms: number): boolean => !Number.isNaN(new Date(ms).getTime());

function observationOf(event: JsonObject, at: number, number: number): Observation | null {
  const name = textAt(event, 'user', 'name') ?? textAt(event, 'user', 'email_addr');
  const uid = textAt(event, 'user', 'uid');
  const told = {
    address: textAt(event, 'src_endpoint', 'ip') ?? textAt(event, 'src_endpoint', 'hostname'),
    userAgent: textAt(event, 'http_request', 'user_agent'),
    country: textAt(event, 'src_endpoint', 'location', 'country'),
    sessionId: textAt(event, 'session', 'uid'),
  };
  const activity = valueAt(event, 'activity_id');
  if (activity === LOGOFF) return observed(number, at, 'sign-out', { ...told, userCode: name ?? uid });
  const outcome = outcomeOf(event);
  if (activity !== LOGON || outcome === null) return null;
  const count = valueAt(event, 'count');
  const isUnknown = outcome === 'unknown-code';
  return observed(number, at, 'authentication', {
    ...told,
    outcome,
    count: Number.isSafeInteger(count) && (count as number) > 0 ? (count as number) : 1,
    userCode: isUnknown ? null : (name ?? uid),
    identifier: isUnknown ? (uid ?? name) : null,
  });
}

/** In the words of Greffe, where the event has them too. Null where it is not told whether it went well. */
export function outcomeOf(event: JsonObject): string | null {
  const own = textAt(event, 'unmapped', 'outcome');
  if (own !== null && Object.hasOwn(OUTCOME_NAMES, own)) return own;
  const status = valueAt(event, 'status_id') ?? STATUS_IDS.get(textAt(event, 'status')?.toLowerCase() ?? '');
  if (status === SUCCESS) return 'success';
  if (status !== FAILURE) return null;
  return OUTCOME_OF_DETAIL[textAt(event, 'status_detail')?.toUpperCase() ?? ''] ?? 'wrong-password';
}
