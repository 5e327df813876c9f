import { instantInParis, isCalendarDate } from '#platform';
import { type Circumstances, Unreadable } from './log-format.ts';
import { dateIn, latestYear, NewYears, YEARLESS, type YearlessDate, yearlessDate } from './yearless.ts';

/** A line of a syslog file. */
export interface SyslogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly host: string;
  /** Empty when the line names none. */
  readonly program: string;
  /** Null when the line names none. */
  readonly pid: string | null;
  readonly message: string;
}

const STAMP = String.raw`(${YEARLESS}) ((?:[01]\d|2[0-3]):[0-5]\d):([0-6]\d(?:\.\d+)?)`;
const RFC_3339 = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d):?(\d\d)?`;
const STAMPED = new RegExp(`^(?:<\\d{1,3}>)?${STAMP} `);
const HEADER = new RegExp(
  String.raw`^(?:<\d{1,3}>)?(?:${STAMP}|${RFC_3339}) (\S+) (?:([^\s:[]+)(?:\[(\d+)\])?: )?(.*)$`,
);

/**
 * Reads lines with either header: `Nov 28 14:05:07`, which tells no year (`nov. 28` where journalctl speaks French), or `2026-11-28T14:05:07.123456+01:00`.
 */
export async function syslogReader(
  circumstances: Circumstances,
): Promise<(line: string) => SyslogLine | Unreadable> {
  const { latest, isUtc } = circumstances;
  const newYears = new NewYears();
  let firstYear = await yearOfFirst(circumstances);
  let minute = '';
  let minuteAt = 0;

  function stamped(text: string, time: string, seconds: string): number | Unreadable {
    const yearless = yearlessDate(text);
    firstYear ??= latestYear(yearless, latest);
    const date = dateIn(firstYear + newYears.at(yearless), yearless);
    const own = `${date}T${time}`;
    if (own !== minute) {
      if (!isCalendarDate(date)) return new Unreadable(`le jour « ${text} » n’existe pas`);
      minuteAt = Date.parse(isUtc ? `${own}Z` : instantInParis(own));
      minute = own;
    }
    return minuteAt + Math.floor(Number(seconds) * 1000);
  }

  return (line) => {
    const parts = HEADER.exec(line);
    if (!parts)
      return new Unreadable(
        'elle n’a pas l’en-tête de syslog, comme « Nov 28 14:05:07 » ou 2026-11-28T14:05:07+01:00',
      );
    const [, date, time, seconds, to = '', fraction = '0', zone = '', minutes = '00'] = parts;
    const offset = zone === 'Z' ? zone : `${zone}:${minutes}`;
    const at =
      date !== undefined
        ? stamped(date, time!, seconds!)
        : Date.parse(`${to}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`);
    if (at instanceof Unreadable) return at;
    if (Number.isNaN(at)) return new Unreadable(`le moment « ${to} » n’existe pas`);
    const [host = '', program = '', pid = null, message = ''] = parts.slice(8);
    return { at, host, program, pid, message };
  };
}

/** Null when the first line decides it. */
async function yearOfFirst({ ahead, year, latest }: Circumstances): Promise<number | null> {
  if (ahead === null) return year;
  const newYears = new NewYears();
  let last: YearlessDate | null = null;
  let count = 0;
  for await (const lines of ahead()) {
    for (const line of lines) {
      const [, text] = STAMPED.exec(line) ?? [];
      if (text === undefined) continue;
      last = yearlessDate(text);
      count = newYears.at(last);
    }
  }
  return last && (year ?? latestYear(last, latest)) - count;
}
