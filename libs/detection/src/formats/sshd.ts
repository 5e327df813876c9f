import type { Observation } from '../domain/observation.ts';
import { journaldLine } from './journald.ts';
import { JsonObjects } from './json-line.ts';
import { type LineReader, type LogFormat, observed, Unreadable } from './log-format.ts';
import { type SyslogLine, syslogReader } from './syslog.ts';

const PROGRAMS = /^sshd(?:-session|-auth)?$/;
const REPEATED = /^message repeated (\d{1,6}) times: \[ ?(.*)\]$/;
/** As other syslogs say it, behind the line that it speaks of. */
const LAST_REPEATED = /^last message repeated (\d{1,6}) times?$/;
/** What journalctl writes between two starts of the machine. */
const BETWEEN_STARTS = /^-- .* --$/;

/**
 * `auth.log` of OpenSSH, or what journald has of it, as text or as JSON. sshd may say the same attempt twice: that there is no such user, then that the password is wrong; that it
 * is wrong, then that the connection was given up. It counts once.
 */
export const sshd: LogFormat = {
  isInOrder: true,
  async reader(circumstances): Promise<LineReader> {
    const syslog = await syslogReader(circumstances);
    const journald = new JsonObjects();
    const connections = new Connections();
    let before: SyslogLine | null = null;
    const observe = (line: SyslogLine, number: number): Observation | null => {
      const [, times] = LAST_REPEATED.exec(line.message) ?? [];
      if (times === undefined) before = line;
      else if (before?.host !== line.host) return null;
      const said =
        times === undefined
          ? line
          : { ...before!, at: line.at, message: `message repeated ${times} times: [ ${before!.message}]` };
      return PROGRAMS.test(said.program) ? observationOf(said, number, connections) : null;
    };
    return (text, number) => {
      if (journald.isWithin || /^\s*\{/.test(text)) {
        const entry = journald.take(text, number);
        if (entry === null || entry instanceof Unreadable) return entry;
        const line = journaldLine(entry.object);
        return line instanceof Unreadable ? line : observe(line, entry.number);
      }
      if (text.trim() === '' || BETWEEN_STARTS.test(text)) return null;
      const line = syslog(text);
      return line instanceof Unreadable ? line : observe(line, number);
    };
  },
};

function observationOf(line: SyslogLine, number: number, connections: Connections): Observation | null {
  const [, times = '1', repeated] = REPEATED.exec(line.message) ?? [];
  const message = repeated ?? line.message;
  for (const [expression, tell] of MESSAGES) {
    const groups = expression.exec(message)?.groups;
    if (!groups) continue;
    const { name, address = '', port } = groups;
    // Without a process id, the address has to do.
    const connection = `${line.host} ${line.pid ?? address}`;
    const told = tell(groups, connections, connection, Number(times));
    if (told === null) return null;
    const { category = 'authentication', isUnknown = false, ...others } = told;
    return observed(number, line.at, category, {
      count: Number(times),
      ...(isUnknown ? { identifier: name } : { userCode: name }),
      address,
      sessionId: port && `${address} ${port}`,
      ...others,
    });
  }
  return null;
}

interface Told {
  readonly category?: 'sign-out';
  readonly outcome?: string;
  readonly count?: number;
  /** The name is one of no user. */
  readonly isUnknown?: boolean;
  /** Where the message does not say it. */
  readonly address?: string;
  readonly sessionId?: string;
}

type Tell = (
  groups: Readonly<Record<string, string | undefined>>,
  connections: Connections,
  connection: string,
  times: number,
) => Told | null;

/**
 * What sshd says of an attempt or a session; the port is only taken where there is one. Whoever tries may choose a name with
 * « from 192.0.2.1 port 22 » in it: the last one is sshd’s own. Keys are offered one after the other, and `none` asks what there
 * is: such failures are no attempts by themselves, and not here.
 */
const MESSAGES: readonly (readonly [RegExp, Tell])[] = [
  [
    /^Failed (?:password|keyboard-interactive\S*) for (?<invalid>invalid user )?(?<name>.*) from (?<address>\S+) port \d+(?: ssh\d?)?$/,
    ({ invalid }, connections, connection, times) => {
      const count = times - (connections.takeAnnounced(connection) ? 1 : 0);
      if (count <= 0) return null;
      return invalid
        ? { outcome: 'unknown-code', count, isUnknown: true }
        : { outcome: 'wrong-password', count };
    },
  ],
  [
    /^Accepted \S+ for (?<name>.*?) from (?<address>\S+) port (?<port>\d+)(?: ssh\d?)?(?:: .*)?$/,
    ({ address = '', port = '' }, connections, connection) => {
      connections.count(connection);
      connections.begin(connection, { address, sessionId: `${address} ${port}` });
      return { outcome: 'success' };
    },
  ],
  [
    /^(?:Invalid|Illegal) user (?<name>.*) from (?<address>\S+?)(?: port \d+)?$/,
    (_, connections, connection) => {
      connections.announce(connection);
      return { outcome: 'unknown-code', isUnknown: true };
    },
  ],
  [
    /^User (?<name>.*?)(?: from (?<address>\S+))? not allowed because (?<reason>.*)$/,
    ({ reason = '' }, connections, connection) => {
      connections.announce(connection);
      return { outcome: reason.includes('locked') ? 'blocked' : 'not-habilitated' };
    },
  ],
  [
    /^(?:Connection (?:closed|reset) by|Disconnected from|Disconnecting) authenticating user (?<name>.*) (?<address>\S+) port \d+(?:: Too many authentication failures)?(?: \[preauth\])?$/,
    (_, connections, connection) =>
      connections.isCounted(connection) ? null : { outcome: 'wrong-password' },
  ],
  [
    /^(?:Connection (?:closed|reset) by|Disconnected from) user (?<name>.*) (?<address>\S+) port (?<port>\d+)$/,
    () => ({ category: 'sign-out' }),
  ],
  [
    /^pam_unix\(sshd:session\): session closed for user (?<name>\S+)$/,
    (_, connections, connection) => {
      const session = connections.end(connection);
      return session && { category: 'sign-out', ...session };
    },
  ],
];

/** Those of before are over. */
const MOST_CONNECTIONS = 1000;

interface Session {
  readonly address: string;
  readonly sessionId: string;
}

/** What was counted of each connection, and which session it is. */
class Connections {
  /** True where the next failure was counted beforehand. */
  readonly #known = new Map<string, boolean>();
  readonly #sessions = new Map<string, Session>();

  announce(connection: string): void {
    remember(this.#known, connection, true);
  }

  count(connection: string): void {
    remember(this.#known, connection, false);
  }

  isCounted(connection: string): boolean {
    return this.#known.has(connection);
  }

  takeAnnounced(connection: string): boolean {
    const isAnnounced = this.#known.get(connection) ?? false;
    this.count(connection);
    return isAnnounced;
  }

  begin(connection: string, session: Session): void {
    remember(this.#sessions, connection, session);
  }

  /** Null where it is not known to have begun, or has ended. */
  end(connection: string): Session | null {
    const session = this.#sessions.get(connection) ?? null;
    this.#sessions.delete(connection);
    return session;
  }
}

function remember<Value>(map: Map<string, Value>, connection: string, value: Value): void {
  map.delete(connection);
  map.set(connection, value);
  if (map.size > MOST_CONNECTIONS) map.delete(map.keys().next().value!);
}
