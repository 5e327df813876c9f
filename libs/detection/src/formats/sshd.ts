import type { Observation } from '../domain/observation.ts';
import { type LineReader, type LogFormat, observed, Unreadable } from './log-format.ts';
import { type SyslogLine, syslogReader } from './syslog.ts';

const PROGRAMS = /^sshd(?:-session|-auth)?$/;
const REPEATED = /^message repeated (\d{1,6}) times: \[ ?(.*)\]$/;

/*
 * Whoever tries may choose a name with « from 192.0.2.1 port 22 » in it: the last one is sshd’s own. Keys are offered one after
 * the other, and `none` asks what there is: such failures tell of no attempt by themselves, and have no expression here.
 */
const FAILED =
  /^Failed (?:password|keyboard-interactive\S*) for (invalid user )?(.*) from (\S+) port \d+(?: ssh\d?)?$/;
const ACCEPTED = /^Accepted \S+ for (.*?) from (\S+) port (\d+)(?: ssh\d?)?(?:: .*)?$/;
const UNKNOWN = /^(?:Invalid|Illegal) user (.*) from (\S+)(?: port \d+)?$/;
const NOT_ALLOWED = /^User (.*?)(?: from (\S+))? not allowed because (.*)$/;
const GIVEN_UP =
  /^(?:Connection (?:closed|reset) by|Disconnected from) authenticating user (.*) (\S+) port \d+(?: \[preauth\])?$/;
const SIGNED_OUT = /^(?:Connection (?:closed|reset) by|Disconnected from) user (.*) (\S+) port (\d+)$/;

/** Connections of which it is known what they were counted for; those before are over. */
const MOST_CONNECTIONS = 1000;

/**
 * `auth.log` of OpenSSH. sshd may say the same attempt twice: that there is no such user, then that the password is wrong; that it
 * is wrong, then that the connection was given up. It counts once.
 */
export const sshd: LogFormat = {
  isInOrder: true,
  async reader(circumstances): Promise<LineReader> {
    const syslog = await syslogReader(circumstances);
    const connections = new Connections();
    return (text, number) => {
      if (text.trim() === '') return null;
      const line = syslog(text);
      if (line instanceof Unreadable) return line;
      return PROGRAMS.test(line.program) ? observationOf(line, number, connections) : null;
    };
  },
};

function observationOf(line: SyslogLine, number: number, connections: Connections): Observation | null {
  const [, times = '1', repeated] = REPEATED.exec(line.message) ?? [];
  const message = repeated ?? line.message;
  // Without a process id, an address has to do.
  const connection = (address = '') => `${line.host} ${line.pid ?? address}`;
  const told = (
    outcome: string,
    given: { userCode?: string; identifier?: string; address?: string },
    count = 1,
  ) => observed(number, line.at, 'authentication', { outcome, count, ...given });

  const failed = FAILED.exec(message);
  if (failed) {
    const [, invalid, name, address] = failed;
    const count = Number(times) - (connections.takeAnnounced(connection(address)) ? 1 : 0);
    if (count <= 0) return null;
    return invalid === undefined
      ? told('wrong-password', { userCode: name, address }, count)
      : told('unknown-code', { identifier: name, address }, count);
  }
  const accepted = ACCEPTED.exec(message);
  if (accepted) {
    const [, userCode, address, port] = accepted;
    connections.count(connection(address));
    const sessionId = `${address} ${port}`;
    return observed(number, line.at, 'authentication', { outcome: 'success', userCode, address, sessionId });
  }
  const unknown = UNKNOWN.exec(message);
  if (unknown) {
    const [, identifier, address] = unknown;
    connections.announce(connection(address));
    return told('unknown-code', { identifier, address });
  }
  const notAllowed = NOT_ALLOWED.exec(message);
  if (notAllowed) {
    const [, userCode, address, reason] = notAllowed;
    connections.announce(connection(address));
    return told(reason!.includes('locked') ? 'blocked' : 'not-habilitated', { userCode, address });
  }
  const givenUp = GIVEN_UP.exec(message);
  if (givenUp) {
    const [, userCode, address] = givenUp;
    return connections.isCounted(connection(address)) ? null : told('wrong-password', { userCode, address });
  }
  const signedOut = SIGNED_OUT.exec(message);
  if (!signedOut) return null;
  const [, userCode, address, port] = signedOut;
  return observed(number, line.at, 'sign-out', { userCode, address, sessionId: `${address} ${port}` });
}

/** What was counted of each connection. */
class Connections {
  /** True where the next failure was counted beforehand. */
  readonly #known = new Map<string, boolean>();

  announce(connection: string): void {
    this.#set(connection, true);
  }

  count(connection: string): void {
    this.#set(connection, false);
  }

  isCounted(connection: string): boolean {
    return this.#known.has(connection);
  }

  takeAnnounced(connection: string): boolean {
    const isAnnounced = this.#known.get(connection) ?? false;
    this.#set(connection, false);
    return isAnnounced;
  }

  #set(connection: string, isAnnounced: boolean): void {
    this.#known.delete(connection);
    this.#known.set(connection, isAnnounced);
    if (this.#known.size > MOST_CONNECTIONS) this.#known.delete(this.#known.keys().next().value!);
  }
}
