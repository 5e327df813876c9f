import { type JsonObject, textAt, valueAt } from './json-line.ts';
import { Unreadable } from './log-format.ts';
import type { SyslogLine } from './syslog.ts';

/** What an entry of journald tells (`journalctl -o json`), as a line of syslog. Microseconds since 1970; what is no UTF-8 is a list of bytes. */
export function journaldLine(entry: JsonObject): SyslogLine | Unreadable {
  const time = Number(textAt(entry, '_SOURCE_REALTIME_TIMESTAMP') ?? textAt(entry, '__REALTIME_TIMESTAMP'));
  if (!Number.isSafeInteger(time) || time <= 0)
    return new Unreadable('ce n’est pas une entrée de journald : __REALTIME_TIMESTAMP manque');
  const said = valueAt(entry, 'MESSAGE');
  return {
    at: Math.floor(time / 1000),
    host: textAt(entry, '_HOSTNAME') ?? '',
    program: textAt(entry, 'SYSLOG_IDENTIFIER') ?? textAt(entry, '_COMM') ?? '',
    pid: textAt(entry, 'SYSLOG_PID') ?? textAt(entry, '_PID'),
    message: Array.isArray(said) ? Buffer.from(said as number[]).toString() : String(said ?? ''),
  };
}
