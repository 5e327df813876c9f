import type { Observation } from '../domain/observation.ts';
import { readings } from './log-format.fixture.ts';
import { windowsSecurity } from './windows-security.ts';

const TIME = '2026-11-23T09:00:00.123Z';
type Data = Readonly<Record<string, string>>;

/** The same event, as different programs export it. */
const shapes: Readonly<Record<string, (id: number, data: Data) => unknown>> = {
  Winlogbeat: (id, data) => ({
    '@timestamp': TIME,
    event: { code: String(id) },
    winlog: { event_id: String(id), channel: 'Security', computer_name: 'DC1', event_data: data },
  }),
  'Winlogbeat, out of Elasticsearch': (id, data) => ({
    _source: { '@timestamp': TIME, winlog: { event_id: id, computer_name: 'DC1', event_data: data } },
  }),
  evtx_dump: (id, data) => ({
    Event: {
      System: {
        EventID: id,
        TimeCreated: { '#attributes': { SystemTime: '2026-11-23T09:00:00.1234567Z' } },
        Channel: 'Security',
        Computer: 'DC1',
      },
      EventData: data,
    },
  }),
  'the XML with attributes': (id, data) => ({
    Event: {
      System: {
        EventID: { '@Qualifiers': '0', '#text': String(id) },
        TimeCreated: { '@SystemTime': '2026-11-23 09:00:00.123456 UTC' },
        Computer: 'DC1',
      },
      EventData: { Data: Object.entries(data).map(([name, text]) => ({ '@Name': name, '#text': text })) },
    },
  }),
  'without Event': (id, data) => ({
    System: { EventID: id, TimeCreated: { SystemTime: TIME }, Computer: 'DC1' },
    EventData: data,
  }),
  'flat, time on the wall in Paris': (id, data) => ({
    EventID: id,
    EventTime: '2026-11-23 10:00:00',
    Hostname: 'DC1',
    Channel: 'Security',
    ...data,
  }),
  'PowerShell 5': (id, data) => ({
    Id: id,
    TimeCreated: '/Date(1795424400123)/',
    MachineName: 'DC1',
    LogName: 'Security',
    ...data,
  }),
};
const [winlogbeat] = Object.values(shapes);
const read = async (id: number, data: Data): Promise<Observation | string | null> => {
  const [reading] = await readings(windowsSecurity, [JSON.stringify(winlogbeat!(id, data))]);
  return reading ?? null;
};
const bob = { TargetUserName: 'Bob', TargetDomainName: 'CORP', IpAddress: '10.0.0.7' };

it.each(Object.entries(shapes))('reads %s', async (_, shape) => {
  const event = shape(4625, { ...bob, SubStatus: '0xC000006A', LogonType: '3' });
  const [reading] = await readings(windowsSecurity, [JSON.stringify(event)]);
  expect(reading).toMatchObject({ outcome: 'wrong-password', userCode: 'bob', network: '10.0.0.7' });
  expect(Math.floor((reading as Observation).at / 1000)).toBe(Date.parse(TIME.replace('.123', '')) / 1000);
});

/** The fields of 4625 as `Get-WinEvent` has them, without their names. */
const fieldsOf = (user: string, subStatus: number) => [
  'S-1-0-0',
  '-',
  '-',
  0,
  'S-1-0-0',
  user,
  'CORP',
  3221225581,
  '%%2313',
  subStatus,
  3,
  'NtLmSsp ',
  'NTLM',
  'POSTE7',
  '-',
  '-',
  0,
  0,
  '-',
  '10.0.0.7',
  '50000',
];
const ofGetWinEvent = (user: string, subStatus: number) => ({
  Id: 4625,
  LogName: 'Security',
  MachineName: 'DC1',
  TimeCreated: '2026-11-23T10:00:00.1234567+01:00',
  Properties: fieldsOf(user, subStatus).map((Value) => ({ Value })),
  Message: 'Échec d’ouverture de session {',
});
const laidOut = (value: unknown, indent: number) => JSON.stringify(value, null, indent).split('\n');

describe('what is laid out over many lines', () => {
  const events = [ofGetWinEvent('Bob', 3221225578), ofGetWinEvent('ghost', 3221225572)];
  const told = [
    { outcome: 'wrong-password', userCode: 'bob', network: '10.0.0.7', at: Date.parse(TIME) },
    { outcome: 'unknown-code', identifier: 'ghost', network: '10.0.0.7' },
  ];
  const found = async (lines: readonly string[]) =>
    (await readings(windowsSecurity, lines)).filter((reading) => reading !== null);

  it.each([
    ['Get-WinEvent | ConvertTo-Json', laidOut(events, 4)],
    ['its objects, one a line', events.map((event) => JSON.stringify(event))],
    ['a list of an object a line', ['[', ...events.map((event) => `  ${JSON.stringify(event)},`), ']']],
    ['evtx_dump', events.flatMap((event, index) => [`Record ${index}`, ...laidOut(event, 2)])],
  ])('%s', async (_, lines) => expect(await found(lines)).toMatchObject(told));

  it('names the first of its lines', async () => {
    const [first] = await found(['', '', ...laidOut(events[0], 2)]);
    expect(first).toMatchObject({ id: '3' });
  });

  it('is told where it is none, and what follows is read', async () => {
    const lines = ['{', '  "Id": 4625,', '}', ...laidOut(events[0], 2)];
    expect(await found(lines)).toMatchObject(['ce n’est pas du JSON', told[0]!]);
  });
});

describe('what an event tells', () => {
  it.each<[number, Data, Partial<Observation>]>([
    [4624, { LogonType: '10', TargetLogonId: '0x1f' }, { outcome: 'success', sessionId: 'DC1 0x1f' }],
    [4625, { Status: '0xc000006d', SubStatus: '0xc0000064' }, { outcome: 'unknown-code', identifier: 'bob' }],
    [4625, { Status: '0xc000006d', SubStatus: '0xc000006a' }, { outcome: 'wrong-password', userCode: 'bob' }],
    [4625, { Status: '0xc000006d', SubStatus: '0x0' }, { outcome: 'wrong-password' }],
    [4625, { Status: '0xc0000234', SubStatus: '0x0' }, { outcome: 'blocked' }],
    [4625, { Status: '0xc000006e', SubStatus: '0xc0000072' }, { outcome: 'closed' }],
    [4625, { Status: '0xc000006e', SubStatus: '0xc0000193' }, { outcome: 'closed' }],
    [4625, { Status: '0xc000006e', SubStatus: '0xc000006f' }, { outcome: 'not-habilitated' }],
    [4625, { Status: '0xc0000224', SubStatus: '0x0' }, { outcome: 'not-activated' }],
    [4625, {}, { outcome: 'wrong-password' }],
    [4625, { SubStatus: '3221225572' }, { outcome: 'unknown-code' }],
    [4625, { Status: '-1073741260' }, { outcome: 'blocked' }],
    [4634, { TargetLogonId: '0x1f' }, { category: 'sign-out', userCode: 'bob', sessionId: 'DC1 0x1f' }],
    [4648, {}, { category: 'authentication', outcome: null, userCode: 'bob' }],
    [4768, { Status: '0x0' }, { outcome: 'success' }],
    [4768, { Status: '0x6' }, { outcome: 'unknown-code', userCode: null, identifier: 'bob' }],
    [4768, { Status: '0x12' }, { outcome: 'blocked' }],
    [
      4771,
      { Status: '0x18', IpAddress: '::ffff:10.0.0.7' },
      { outcome: 'wrong-password', network: '10.0.0.7' },
    ],
    [4771, { Status: '0x17' }, { outcome: 'closed' }],
    [4776, { Status: '0xC000006A', Workstation: 'POSTE7' }, { outcome: 'wrong-password' }],
    [4776, { Status: '0x0', TargetUserName: 'bob@corp.example' }, { outcome: 'success', userCode: 'bob' }],
    [1102, { SubjectUserName: 'Admin' }, { category: 'log-cleared', userCode: 'admin' }],
  ])('%i %j', async (id, data, expected) =>
    expect(await read(id, { ...bob, ...data })).toMatchObject(expected),
  );

  it.each(['-', '', 'unknown', '::1', '127.0.0.1', '::ffff:127.0.0.1'])('no address: %j', async (IpAddress) =>
    expect(await read(4625, { ...bob, IpAddress, SubStatus: '0xc000006a' })).toMatchObject({ network: null }),
  );

  it.each<[string, number, Data]>([
    ['a machine', 4624, { TargetUserName: 'POSTE7$', LogonType: '3' }],
    ['a machine that fails', 4625, { TargetUserName: 'POSTE7$', SubStatus: '0xc000006a' }],
    ['Windows itself', 4624, { TargetUserName: 'DWM-2', LogonType: '2' }],
    ['a service', 4624, { LogonType: '5' }],
    ['nobody', 4625, { TargetUserName: '-', SubStatus: '0xc000006a' }],
    ['clocks that differ', 4771, { Status: '0x25' }],
    ['an answer that says nothing', 4776, { Status: '' }],
    ['no domain controller', 4625, { Status: '0xc000005e', SubStatus: '0x0' }],
    ['an event that is not watched', 4672, {}],
  ])('is nothing: %s', async (_, id, data) => expect(await read(id, { ...bob, ...data })).toBeNull());

  it('not of another log with the same number', async () => {
    const other = { winlog: { event_id: 1102, channel: 'Application' }, '@timestamp': TIME };
    expect(await readings(windowsSecurity, [JSON.stringify(other)])).toEqual([null]);
  });

  it('1102 tells who, wherever the export has put it', async () => {
    const SubjectUserName = 'Admin';
    const Event = { System: { EventID: 1102, TimeCreated: { SystemTime: TIME } } };
    const events = [
      { Event: { ...Event, UserData: { LogFileCleared: { SubjectUserName } } } },
      { '@timestamp': TIME, winlog: { event_id: '1102', user_data: { SubjectUserName } } },
    ];
    const all = await readings(
      windowsSecurity,
      events.map((event) => JSON.stringify(event)),
    );
    expect(all).toMatchObject([{ userCode: 'admin' }, { userCode: 'admin' }]);
  });

  it('no text breaks a key or a terminal', async () =>
    expect(
      await read(4625, { ...bob, TargetUserName: 'b\u0000b\u001b', SubStatus: '0xc000006a' }),
    ).toMatchObject({
      userCode: 'b\ufffdb\ufffd',
    }));
});

describe('what cannot be read is told', () => {
  it.each([
    ['{"a":', 'ce n’est pas du JSON'],
    [
      '[]',
      'c’est une liste JSON sur une seule ligne : un objet par ligne est attendu (jq -c ".[]", ou ConvertTo-Json sans -Compress)',
    ],
    ['{"a":1}', 'ce n’est pas un événement de Windows : il n’a pas de numéro'],
    [
      '{"EventID":4625,"TargetUserName":"bob"}',
      'l’événement ne dit pas quand il a eu lieu, comme 2026-11-03T10:00:00+01:00',
    ],
    [
      '{"EventID":4625,"TimeCreated":"03/11/2026 10:00:00"}',
      'l’événement ne dit pas quand il a eu lieu, comme 2026-11-03T10:00:00+01:00',
    ],
    [
      '{"EventID":4625,"EventTime":"2026-99-23 10:00:00"}',
      'l’événement ne dit pas quand il a eu lieu, comme 2026-11-03T10:00:00+01:00',
    ],
    [
      `{"Id":4625,"TimeCreated":"${TIME}","Properties":[{"Value":"bob"}],"Message":"Échec d’ouverture de session"}`,
      'l’événement ne dit pas de quel compte il parle : « TargetUserName » manque (PowerShell : ConvertTo-Json -Depth 3)',
    ],
  ])('%s', async (line, reason) => expect(await readings(windowsSecurity, [line])).toEqual([reason]));
});
