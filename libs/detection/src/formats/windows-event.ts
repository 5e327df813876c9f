import { instantInParis } from '#platform';
import { isObject, type JsonObject, textAt, valueAt } from './json-line.ts';

/** An event of Windows, whichever program has exported it. */
export interface WindowsEvent {
  readonly id: number;
  /** Null where the export does not say it. */
  readonly channel: string | null;
  readonly computer: string;
  /** Milliseconds since 1970; NaN when it says none. */
  readonly at: number;
  /** A field of `EventData`; null when it is not there. */
  data(name: string): string | null;
  /** Whether the export has the field at all, empty or not. */
  has(name: string): boolean;
}

/**
 * What people have: Winlogbeat (`winlog.event_data`, alone or as `_source` of Elasticsearch), `Event.System` and `Event.EventData`
 * as evtx_dump and converters of the XML write them, flat objects (NXLog), and those of `Get-WinEvent`, which tell the fields by their order.
 * Null when it is none of these.
 */
export function windowsEvent(line: JsonObject, isUtc: boolean): WindowsEvent | null {
  const object = isObject(line._source) ? line._source : line;
  const winlog = valueAt(object, 'winlog');
  if (isObject(winlog)) {
    const sources = [winlog.event_data, valueAt(winlog.user_data, 'LogFileCleared'), winlog.user_data];
    const id = textAt(winlog, 'event_id') ?? textAt(object, 'event', 'code');
    const names = { channel: textAt(winlog, 'channel'), computer: textAt(winlog, 'computer_name') };
    return eventOf(id, names, timeOf(textAt(object, '@timestamp') ?? '', isUtc), sources);
  }
  const event = isObject(object.Event) ? object.Event : object;
  const { System: system } = event;
  if (isObject(system)) {
    const sources = [named(event.EventData), valueAt(event.UserData, 'LogFileCleared'), event.UserData];
    const id = scalar(system.EventID);
    const names = { channel: scalar(system.Channel), computer: scalar(system.Computer) };
    return eventOf(id, names, Date.parse(systemTime(system.TimeCreated)), sources);
  }
  const id = textAt(object, 'EventID') ?? textAt(object, 'EventId') ?? textAt(object, 'Id');
  const channel = textAt(object, 'Channel') ?? textAt(object, 'LogName');
  const computer = textAt(object, 'Computer') ?? textAt(object, 'MachineName') ?? textAt(object, 'Hostname');
  const time = ['@timestamp', 'TimeCreated', 'EventTime'].map((key) => textAt(object, key)).find(Boolean);
  const sources = [named(object.EventData), propertiesOf(id, object.Properties), object];
  return eventOf(id, { channel, computer }, timeOf(time ?? '', isUtc), sources);
}

function eventOf(
  id: string | null,
  { channel, computer }: { channel: string | null; computer: string | null },
  at: number,
  sources: readonly unknown[],
): WindowsEvent | null {
  if (id === null || !/^\d+$/.test(id)) return null;
  const data = (name: string) =>
    sources.map((source) => textAt(source, name)).find((v) => v !== null) ?? null;
  const has = (name: string) => sources.some((source) => isObject(source) && Object.hasOwn(source, name));
  return { id: Number(id), channel, computer: computer ?? '', at, data, has };
}

/** `4625`, or what XML with attributes becomes: `{ "#text": 4625 }`. */
const scalar = (value: unknown): string | null =>
  isObject(value) ? (textAt(value, '#text') ?? textAt(value, 'Value')) : textAt({ value }, 'value');

/** `{ "TargetUserName": … }`, or the list `Data` of names and texts that the XML has. */
function named(eventData: unknown): unknown {
  const list = valueAt(eventData, 'Data');
  if (!Array.isArray(list)) return eventData;
  return Object.fromEntries(
    list.map((item) => [
      textAt(item, '@Name') ?? textAt(item, 'Name') ?? textAt(item, '#attributes', 'Name') ?? '',
      textAt(item, '#text') ?? textAt(item, 'Value') ?? textAt(item, 'text'),
    ]),
  );
}

/** Where `Get-WinEvent` has the fields that are looked at: Windows only ever adds behind them. */
const PLACES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  1102: { SubjectUserName: 1 },
  4624: { TargetUserName: 5, TargetLogonId: 7, LogonType: 8, IpAddress: 18 },
  4625: { TargetUserName: 5, Status: 7, SubStatus: 9, LogonType: 10, IpAddress: 19 },
  4634: { TargetUserName: 1, TargetLogonId: 3, LogonType: 4 },
  4648: { TargetUserName: 5, IpAddress: 12 },
  4768: { TargetUserName: 0, Status: 6, IpAddress: 9 },
  4771: { TargetUserName: 0, Status: 4, IpAddress: 6 },
  4776: { TargetUserName: 1, Status: 3 },
};

/** `[{ "Value": … }, …]`; nothing where they were cut off as too deep. */
function propertiesOf(id: string | null, properties: unknown): JsonObject {
  if (!Array.isArray(properties)) return {};
  const told = Object.entries(PLACES[id ?? ''] ?? {}).map(([name, place]) => [
    name,
    textAt(properties[place], 'Value'),
  ]);
  return Object.fromEntries(told.filter(([, value]) => value !== null));
}

function systemTime(created: unknown): string {
  const time =
    textAt(created, '#attributes', 'SystemTime') ??
    textAt(created, '@SystemTime') ??
    textAt(created, 'SystemTime') ??
    '';
  return inUtc(time);
}

/** `SystemTime` is UTC, said or not; fractions may have seven digits. */
const inUtc = (time: string): string => `${time.replace(/(?: ?UTC|Z)$/, '').replace(' ', 'T')}Z`;

/** Any other way to write a moment means another one elsewhere: `03/11/2026` is in March or in November. */
const WITH_OFFSET = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** With its offset, as PowerShell 5 writes it (`/Date(1764061200000)/`), or the time on the wall. */
function timeOf(time: string, isUtc: boolean): number {
  const [, milliseconds] = /^\/Date\((\d+)\)\/$/.exec(time) ?? [];
  if (milliseconds !== undefined) return Number(milliseconds);
  const [, minute, seconds] = /^(\d{4}-\d\d-\d\d[ T]\d\d:\d\d):(\d\d)(?:\.\d+)?$/.exec(time) ?? [];
  if (minute === undefined) return WITH_OFFSET.test(time) ? Date.parse(time.replace(' ', 'T')) : Number.NaN;
  if (isUtc) return Date.parse(inUtc(time));
  try {
    return Date.parse(instantInParis(minute.replace(' ', 'T'))) + Number(seconds) * 1000;
  } catch {
    return Number.NaN;
  }
}
