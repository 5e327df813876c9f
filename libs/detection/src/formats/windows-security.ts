import type { Observation } from '../domain/observation.ts';
import { JsonObjects } from './json-line.ts';
import { type LineReader, type LogFormat, observed, Unreadable } from './log-format.ts';
import { type WindowsEvent, windowsEvent } from './windows-event.ts';

/** NTSTATUS of a failure. Null: the machines were at fault, and nothing was tried. */
const OUTCOME_OF_STATUS: Readonly<Record<string, string | null>> = {
  '0xc0000064': 'unknown-code',
  '0xc0000071': 'closed',
  '0xc0000072': 'closed',
  '0xc0000193': 'closed',
  '0xc0000234': 'blocked',
  '0xc0000224': 'not-activated',
  '0xc000006e': 'not-habilitated',
  '0xc000006f': 'not-habilitated',
  '0xc0000070': 'not-habilitated',
  '0xc000015b': 'not-habilitated',
  '0xc0000413': 'not-habilitated',
  '0xc000005e': null,
  '0xc00000dc': null,
  '0xc0000133': null,
};

/** Error codes of Kerberos (RFC 4120). Revoked is disabled, expired or locked: which one, it does not say. */
const OUTCOME_OF_KERBEROS: Readonly<Record<string, string>> = {
  '0x0': 'success',
  '0x6': 'unknown-code',
  '0x12': 'blocked',
  '0x17': 'closed',
  '0x18': 'wrong-password',
};

/** Logon types at which nobody types anything: system, batch, service. */
const WITHOUT_PERSON = ['0', '4', '5'];

const LOOPBACK = /^(?:::1|(?:::ffff:)?127\..*)$/i;

/** What `evtx_dump -o json` writes before each event. */
const BETWEEN_RECORDS = /^Record \d+$/;

/** Accounts of Windows itself. */
const OF_WINDOWS = /^(?:system|local service|network service|anonymous logon|(?:dwm|umfd)-\d+|.*\$)$/;

/**
 * Events of the security log of Windows: 4624 and 4625 (logon), 4634 (logoff), 4648 (somebody else’s password was given; whether
 * it was good, 4624 or 4625 tells), 4768, 4771 and 4776 (Kerberos and NTLM on a domain controller), 1102 (the log was cleared).
 * Names are compared without case and domain. Machines, whose names end in `$`, and Windows itself are not watched.
 */
export const windowsSecurity: LogFormat = {
  isInOrder: false,
  async reader({ isUtc }): Promise<LineReader> {
    const objects = new JsonObjects();
    return (line, lineNumber) => {
      if (BETWEEN_RECORDS.test(line)) return null;
      const taken = objects.take(line, lineNumber);
      if (taken === null || taken instanceof Unreadable) return taken;
      const { object, number } = taken;
      const event = windowsEvent(object, isUtc);
      if (event === null)
        return new Unreadable('ce n’est pas un événement de Windows : il n’a pas de numéro');
      if (!Object.hasOwn(READERS, event.id) || (event.channel ?? 'Security') !== 'Security') return null;
      if (Number.isNaN(event.at))
        return new Unreadable('l’événement ne dit pas quand il a eu lieu, comme 2026-11-03T10:00:00+01:00');
      // Some exports give the fields without their names, or only the text that people read.
      if (event.id !== LOG_CLEARED && !event.has('TargetUserName'))
        return new Unreadable(
          'l’événement ne dit pas de quel compte il parle : « TargetUserName » manque (PowerShell : ConvertTo-Json -Depth 3)',
        );
      return READERS[event.id]!(event, number);
    };
  },
};

/** The one event that is about no attempt. */
const LOG_CLEARED = 1102;

const READERS: Readonly<Record<number, (event: WindowsEvent, number: number) => Observation | null>> = {
  4624: (event, number) =>
    WITHOUT_PERSON.includes(event.data('LogonType') ?? '') ? null : attempt(event, number, 'success'),
  4625: (event, number) => attempt(event, number, failureOf(event, 'SubStatus', 'Status')),
  4634: (event, number) => {
    const userCode = personIn(event);
    if (userCode === null) return null;
    return observed(number, event.at, 'sign-out', { userCode, sessionId: sessionOf(event) });
  },
  4648: (event, number) => attempt(event, number, UNTOLD),
  4768: (event, number) => attempt(event, number, kerberosOutcome(event)),
  4771: (event, number) => attempt(event, number, kerberosOutcome(event)),
  4776: (event, number) => attempt(event, number, ntlmOutcome(event)),
  [LOG_CLEARED]: (event, number) =>
    observed(number, event.at, 'log-cleared', { userCode: nameIn(event.data('SubjectUserName')) }),
};

const UNTOLD = 'untold';

function attempt(event: WindowsEvent, number: number, outcome: string | null): Observation | null {
  const person = personIn(event);
  if (person === null || outcome === null) return null;
  const isUnknown = outcome === 'unknown-code';
  return observed(number, event.at, 'authentication', {
    outcome: outcome === UNTOLD ? null : outcome,
    userCode: isUnknown ? null : person,
    identifier: isUnknown ? person : null,
    address: addressIn(event),
    sessionId: outcome === 'success' ? sessionOf(event) : null,
  });
}

/** By the first of the codes that tells of one, the more exact before. One that is not listed is a failure all the same. */
function failureOf(event: WindowsEvent, ...fields: readonly string[]): string | null {
  const code = fields.map((field) => codeIn(event, field)).find((found) => found !== null && found !== '0x0');
  return code && Object.hasOwn(OUTCOME_OF_STATUS, code) ? OUTCOME_OF_STATUS[code]! : 'wrong-password';
}

function ntlmOutcome(event: WindowsEvent): string | null {
  const code = codeIn(event, 'Status');
  if (code === null) return null;
  return code === '0x0' ? 'success' : failureOf(event, 'Status');
}

/** Any other code is a fault of machines, such as clocks that differ. */
const kerberosOutcome = (event: WindowsEvent): string | null =>
  OUTCOME_OF_KERBEROS[codeIn(event, 'Status') ?? ''] ?? null;

/** In one spelling: `0xC000006A`, 3221225578 and -1073741718 are `0xc000006a`. Null when it is none. */
function codeIn(event: WindowsEvent, field: string): string | null {
  const code = Number(event.data(field)?.trim() || Number.NaN);
  return Number.isInteger(code) ? `0x${(code >>> 0).toString(16)}` : null;
}

/** Null for a logon without a number. */
function sessionOf(event: WindowsEvent): string | null {
  const logon = event.data('TargetLogonId');
  return logon === null ? null : `${event.computer} ${logon}`;
}

/** Null for the machine itself: that is another one in each event. */
function addressIn(event: WindowsEvent): string | null {
  const address = event.data('IpAddress');
  return address !== null && LOOPBACK.test(address) ? null : address;
}

/** Null for machines and for Windows itself. */
function personIn(event: WindowsEvent): string | null {
  const name = nameIn(event.data('TargetUserName'));
  return name === null || OF_WINDOWS.test(name) ? null : name;
}

/** `bob` of `CORP\Bob` and of `bob@corp.example`. */
function nameIn(text: string | null): string | null {
  const name = (text ?? '').toLowerCase().replace(/^.*\\/, '').replace(/@.*$/, '').trim();
  return name === '' || name === '-' ? null : name;
}
