import { objectIn, textAt, valueAt } from '../formats/json-line.ts';
import { Unreadable } from '../formats/log-format.ts';
import { AUTHENTICATION, isInstant, LOGON, outcomeOf } from '../formats/ocsf.ts';
import { type AttemptReader, toldAttempt } from './told-attempt.ts';

/** Events of OCSF’s class Authentication, one a line: logons alone, of which it is told how they ended. */
export const ocsfLines =
  (now: number): AttemptReader =>
  (line) => {
    if (line.trim() === '') return null;
    const event = objectIn(line);
    if (event instanceof Unreadable) return event;
    if (valueAt(event, 'class_uid') !== AUTHENTICATION || valueAt(event, 'activity_id') !== LOGON)
      return new Unreadable('ce n’est pas une connexion (OCSF, class_uid 3002, activity_id 1)');
    const at = valueAt(event, 'time');
    if (typeof at !== 'number' || !isInstant(at))
      return new Unreadable('« time » n’est pas un nombre de millisecondes depuis 1970');
    const uid = textAt(event, 'user', 'uid');
    // Greffe names nobody by it but whoever is unknown.
    const isOurs = textAt(event, 'unmapped', 'outcome') !== null;
    const said = {
      at: Math.trunc(at),
      identifier:
        textAt(event, 'user', 'name') ?? textAt(event, 'user', 'email_addr') ?? (isOurs ? null : uid),
      identifierHash: isOurs ? uid : null,
      outcome: outcomeOf(event),
      address: textAt(event, 'src_endpoint', 'ip'),
      userAgent: textAt(event, 'http_request', 'user_agent'),
      count: Number(valueAt(event, 'count') ?? 1),
      uid: textAt(event, 'metadata', 'uid'),
    };
    return toldAttempt(said, now);
  };
