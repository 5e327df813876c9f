import type { Observation } from '../domain/observation.ts';
import { readings } from './log-format.fixture.ts';
import type { Circumstances } from './log-format.ts';
import { sshd } from './sshd.ts';

/** With the process id of its connection, where that matters. */
type Message = string | readonly [pid: number, message: string];

/** Lines of `sshd[<pid>]` on one Monday at 10:00 in Paris, a second apart. */
const lines = (...messages: readonly Message[]) =>
  messages.map((one, index) => {
    const [pid, message] = typeof one === 'string' ? [4000 + index, one] : one;
    return `Nov 23 10:00:${String(index).padStart(2, '0')} srv1 sshd[${pid}]: ${message}`;
  });
const read = (...messages: readonly Message[]) => readings(sshd, lines(...messages));
const timesOf = async (all: readonly string[], given: Partial<Circumstances> = {}) =>
  (await readings(sshd, all, given)).map((reading) =>
    reading !== null && typeof reading === 'object' ? new Date(reading.at).toISOString() : reading,
  );
const accepted = 'srv1 sshd[7]: Accepted password for claire from 10.0.0.7 port 50000 ssh2';

it('says the same through journald, in JSON and where the machine speaks French', async () => {
  const message = 'Failed password for claire from 192.0.2.10 port 50022 ssh2';
  const entry = {
    __REALTIME_TIMESTAMP: '1795424400123456',
    _HOSTNAME: 'srv1',
    SYSLOG_IDENTIFIER: 'sshd-session',
    SYSLOG_PID: '7',
  };
  const told = { outcome: 'wrong-password', userCode: 'claire', network: '192.0.2.10' };
  const at = Date.parse('2026-11-23T09:00:00.123Z');
  const asText = { ...entry, MESSAGE: message };
  const asBytes = { ...entry, MESSAGE: [...Buffer.from(message)] };
  const laidOut = JSON.stringify(asText, null, '\t').split('\n');
  const all = await readings(sshd, [JSON.stringify(asText), JSON.stringify(asBytes), ...laidOut]);
  expect(all.filter((reading) => reading !== null)).toMatchObject(Array(3).fill({ ...told, at }));
  expect(await readings(sshd, ['{"MESSAGE":"Connection closed"}'])).toEqual([
    'ce n’est pas une entrée de journald : __REALTIME_TIMESTAMP manque',
  ]);
  const french = ['févr. 09', 'juil. 31', 'août 01', 'déc. 24'].map((day) => `${day} 10:00:00 ${accepted}`);
  expect(await timesOf(french)).toEqual([
    '2026-02-09T09:00:00.000Z',
    '2026-07-31T08:00:00.000Z',
    '2026-08-01T08:00:00.000Z',
    '2026-12-24T09:00:00.000Z',
  ]);
});

describe('what sshd says', () => {
  it.each<[string, Partial<Observation>]>([
    [
      'Failed password for claire from 192.0.2.10 port 50022 ssh2',
      { outcome: 'wrong-password', userCode: 'claire', identifier: null, network: '192.0.2.10', count: 1 },
    ],
    [
      'Failed password for invalid user admin from 192.0.2.10 port 50022 ssh2',
      { outcome: 'unknown-code', userCode: null, identifier: 'admin', network: '192.0.2.10' },
    ],
    [
      'Failed password for invalid user jean de la tour from 192.0.2.10 port 50022 ssh2',
      { identifier: 'jean de la tour', network: '192.0.2.10' },
    ],
    [
      'Failed password for invalid user root from 198.51.100.1 port 22 ssh2 from 192.0.2.10 port 50022 ssh2',
      { identifier: 'root from 198.51.100.1 port 22 ssh2', network: '192.0.2.10' },
    ],
    ['Failed password for invalid user  from 192.0.2.10 port 50022 ssh2', { identifier: null }],
    [
      'Failed keyboard-interactive/pam for claire from 192.0.2.10 port 50022 ssh2',
      { outcome: 'wrong-password', userCode: 'claire' },
    ],
    [
      'Failed password for claire from 2001:db8:1:2ff::99 port 50022 ssh2',
      { network: '2001:db8:1:200::/56' },
    ],
    ['Failed password for claire from ::ffff:192.0.2.10 port 50022 ssh2', { network: '192.0.2.10' }],
    [
      'Failed password for claire from Poste-7.example.org port 50022 ssh2',
      { network: 'poste-7.example.org' },
    ],
    ['Failed password for claire from UNKNOWN port 65535 ssh2', { network: null }],
    [
      'message repeated 4 times: [ Failed password for claire from 192.0.2.10 port 50022 ssh2]',
      { outcome: 'wrong-password', count: 4 },
    ],
    [
      'message repeated 3 times: [ Invalid user oracle from 192.0.2.10]',
      { outcome: 'unknown-code', identifier: 'oracle', count: 3 },
    ],
    [
      'Accepted password for claire from 192.0.2.10 port 50022 ssh2',
      { outcome: 'success', userCode: 'claire', network: '192.0.2.10', sessionId: '192.0.2.10 50022' },
    ],
    [
      'Accepted publickey for claire from 192.0.2.10 port 50022 ssh2: ED25519 SHA256:q0Zx from nowhere',
      { outcome: 'success', userCode: 'claire', network: '192.0.2.10' },
    ],
    ['Invalid user oracle from 192.0.2.10 port 50022', { outcome: 'unknown-code', identifier: 'oracle' }],
    [
      'Connection closed by authenticating user claire 192.0.2.10 port 50022 [preauth]',
      { outcome: 'wrong-password', userCode: 'claire', network: '192.0.2.10' },
    ],
    [
      'Disconnecting authenticating user claire 192.0.2.10 port 50022: Too many authentication failures [preauth]',
      { outcome: 'wrong-password', userCode: 'claire', network: '192.0.2.10' },
    ],
    [
      'User claire from 192.0.2.10 not allowed because not listed in AllowUsers',
      { outcome: 'not-habilitated', userCode: 'claire', network: '192.0.2.10' },
    ],
    [
      'User claire not allowed because account is locked',
      { outcome: 'blocked', userCode: 'claire', network: null },
    ],
    [
      'Disconnected from user claire 192.0.2.10 port 50022',
      { category: 'sign-out', userCode: 'claire', sessionId: '192.0.2.10 50022' },
    ],
  ])('%s', async (message, expected) => {
    const [reading] = await read(message);
    expect(reading).toMatchObject({
      category: 'authentication',
      at: Date.parse('2026-11-23T09:00:00Z'),
      ...expected,
    });
  });

  it.each([
    'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.10 user=claire',
    'pam_unix(sshd:session): session opened for user claire(uid=1000) by (uid=0)',
    'error: PAM: Authentication failure for claire from 192.0.2.10',
    'Failed publickey for claire from 192.0.2.10 port 50022 ssh2: ED25519 SHA256:q0Zx',
    'Failed none for invalid user admin from 192.0.2.10 port 50022 ssh2',
    'Received disconnect from 192.0.2.10 port 50022:11: Bye Bye [preauth]',
    'Connection closed by invalid user admin 192.0.2.10 port 50022 [preauth]',
    'Server listening on :: port 22.',
  ])('tells of no attempt: %s', async (message) => expect(await read(message)).toEqual([null]));

  it('leaves other programs and empty lines alone', async () => {
    const others = [
      'Nov 23 10:00:00 srv1 CRON[41]: pam_unix(cron:session): session opened for user root(uid=0)',
      '<38>Nov 23 10:00:00 srv1 sudo: Failed password for claire from 192.0.2.10 port 50022 ssh2',
      'Nov 23 10:00:00 srv1 last message repeated 2 times',
      '-- Boot 5d1c2a7e0b7f4c0f9a3d1f6a2b8c9e10 --',
      '',
    ];
    expect(await readings(sshd, others)).toEqual(Array(5).fill(null));
  });

  it('counts what another syslog says was repeated, where that was the line before it', async () => {
    const failure = 'srv1 sshd[12]: Failed password for claire from 192.0.2.10 port 50022 ssh2';
    const repeated = (host: string) => `Nov 23 10:00:05 ${host} last message repeated 20 times`;
    const all = [`Nov 23 10:00:00 ${failure}`, repeated('srv1'), repeated('srv2')];
    expect(await readings(sshd, all)).toMatchObject([
      { outcome: 'wrong-password', count: 1 },
      { outcome: 'wrong-password', count: 20, at: Date.parse('2026-11-23T09:00:05Z') },
      null,
    ]);
  });

  it('has a session end where PAM alone tells so, by the process that let it begin', async () => {
    const closed = 'pam_unix(sshd:session): session closed for user claire';
    const begun = 'Accepted password for claire from 192.0.2.10 port 50022 ssh2';
    expect(await read([7, begun], [8, closed], [7, closed], [7, closed])).toMatchObject([
      { outcome: 'success' },
      null,
      { category: 'sign-out', userCode: 'claire', network: '192.0.2.10', sessionId: '192.0.2.10 50022' },
      null,
    ]);
  });

  it.each(['sshd[12]', 'sshd-session[12]', 'sshd'])('is known as %s', async (program) => {
    const line = `2026-11-23T10:00:00+01:00 srv1 ${program}: Invalid user oracle from 192.0.2.10 port 50022`;
    expect(await readings(sshd, [line])).toMatchObject([{ identifier: 'oracle' }]);
  });

  it('cannot make a terminal do anything by a name', async () => {
    const [reading] = await read('Invalid user \u001b[2Jroot\u202e from 192.0.2.10 port 50022');
    expect(reading).toMatchObject({ identifier: '\ufffd[2Jroot\ufffd' });
  });
});

describe('an attempt that sshd tells twice counts once', () => {
  const counts = async (...messages: readonly Message[]) =>
    (await read(...messages)).map((reading) => (reading as Observation | null)?.count ?? 0);

  it('no such user, then a wrong password; each further password counts', async () =>
    expect(
      await counts(
        [7, 'Invalid user admin from 192.0.2.10 port 50022'],
        [7, 'Failed password for invalid user admin from 192.0.2.10 port 50022 ssh2'],
        [
          7,
          'message repeated 2 times: [ Failed password for invalid user admin from 192.0.2.10 port 50022 ssh2]',
        ],
        [7, 'Connection closed by invalid user admin 192.0.2.10 port 50022 [preauth]'],
        [8, 'Failed password for invalid user admin from 192.0.2.10 port 50023 ssh2'],
      ),
    ).toEqual([1, 0, 2, 0, 1]));

  it('a repeated line right behind the announcement counts the others', async () =>
    expect(
      await counts(
        [7, 'Invalid user admin from 192.0.2.10 port 50022'],
        [
          7,
          'message repeated 3 times: [ Failed password for invalid user admin from 192.0.2.10 port 50022 ssh2]',
        ],
      ),
    ).toEqual([1, 2]));

  it('a user who is not allowed, then a wrong password', async () =>
    expect(
      await counts(
        [7, 'User claire from 192.0.2.10 not allowed because not listed in AllowUsers'],
        [7, 'Failed password for invalid user claire from 192.0.2.10 port 50022 ssh2'],
      ),
    ).toEqual([1, 0]));

  it('a wrong password, then a connection that is given up', async () =>
    expect(
      await counts(
        [7, 'Failed password for claire from 192.0.2.10 port 50022 ssh2'],
        [7, 'Connection closed by authenticating user claire 192.0.2.10 port 50022 [preauth]'],
        [8, 'Connection reset by authenticating user claire 192.0.2.10 port 50023 [preauth]'],
        [9, 'Failed password for claire from 192.0.2.10 port 50024 ssh2'],
        [
          9,
          'Disconnecting authenticating user claire 192.0.2.10 port 50024: Too many authentication failures [preauth]',
        ],
      ),
    ).toEqual([1, 0, 1, 1, 0]));
});

describe('when it was', () => {
  it('is Paris time, in winter and in summer, unless it is said to be UTC', async () => {
    const all = [`Jul  6 10:00:00 ${accepted}`, `Nov 23 10:00:00.250 ${accepted}`];
    expect(await timesOf(all)).toEqual(['2026-07-06T08:00:00.000Z', '2026-11-23T09:00:00.250Z']);
    expect(await timesOf(all, { isUtc: true })).toEqual([
      '2026-07-06T10:00:00.000Z',
      '2026-11-23T10:00:00.250Z',
    ]);
  });

  it('is as RFC 3339 says it', async () =>
    expect(
      await timesOf([
        `2026-11-23T10:00:00.123456+01:00 ${accepted}`,
        `2026-11-23T10:00:00+0530 ${accepted}`,
        `2026-11-23T10:00:00Z ${accepted}`,
      ]),
    ).toEqual(['2026-11-23T09:00:00.123Z', '2026-11-23T04:30:00.000Z', '2026-11-23T10:00:00.000Z']));

  const twoNewYears = ['Dec 31', 'Jan  1', 'Jul  1', 'Dec 31', 'Jan  1'].map(
    (day) => `${day} 12:00:00 ${accepted}`,
  );

  it('is in the latest year that the file allows, and earlier before each New Year', async () =>
    expect(await timesOf(twoNewYears, { latest: Date.parse('2026-03-01') })).toEqual([
      '2024-12-31T11:00:00.000Z',
      '2025-01-01T11:00:00.000Z',
      '2025-07-01T10:00:00.000Z',
      '2025-12-31T11:00:00.000Z',
      '2026-01-01T11:00:00.000Z',
    ]));

  it('is in the year given for the last line', async () =>
    expect((await timesOf(twoNewYears, { year: 2020 })).at(0)).toBe('2018-12-31T11:00:00.000Z'));

  it('is last year’s when the file was last written before that day of this year', async () =>
    expect(await timesOf([`Dec 31 12:00:00 ${accepted}`], { latest: Date.parse('2027-01-02') })).toEqual([
      '2026-12-31T11:00:00.000Z',
    ]));

  it('is counted from the first line where lines are read once', async () => {
    const once = { ahead: null, latest: Date.parse('2026-03-01') };
    expect(await timesOf(twoNewYears.slice(0, 2), once)).toEqual([
      '2025-12-31T11:00:00.000Z',
      '2026-01-01T11:00:00.000Z',
    ]);
    expect((await timesOf(twoNewYears, { ...once, year: 2020 })).at(-1)).toBe('2022-01-01T11:00:00.000Z');
  });

  it('a line that comes late, from before the New Year, is of the year before', async () => {
    const days = ['Dec 31 23:59:50', 'Jan  1 00:00:01', 'Dec 31 23:59:59', 'Jan  1 00:00:02'];
    const years = await timesOf(
      days.map((day) => `${day} ${accepted}`),
      { year: 2026, isUtc: true },
    );
    expect(years.map((time) => (time as string).slice(0, 4))).toEqual(['2025', '2026', '2025', '2026']);
  });

  it('29 February is in a leap year', async () =>
    expect(await timesOf([`Feb 29 12:00:00 ${accepted}`], { latest: Date.parse('2026-03-01') })).toEqual([
      '2024-02-29T11:00:00.000Z',
    ]));
});

describe('what cannot be read is told', () => {
  it.each([
    [
      'Failed password for claire',
      'elle n’a pas l’en-tête de syslog, comme « Nov 28 14:05:07 » ou 2026-11-28T14:05:07+01:00',
    ],
    [`Nov 31 10:00:00 ${accepted}`, 'le jour « Nov 31 » n’existe pas'],
    [`Abc 12 10:00:00 ${accepted}`, 'le jour « Abc 12 » n’existe pas'],
    [`2026-13-41T10:00:00Z ${accepted}`, 'le moment « 2026-13-41T10:00:00 » n’existe pas'],
    [
      `Nov 23 25:00:00 ${accepted}`,
      'elle n’a pas l’en-tête de syslog, comme « Nov 28 14:05:07 » ou 2026-11-28T14:05:07+01:00',
    ],
  ])('%s', async (line, reason) => expect(await readings(sshd, [line])).toEqual([reason]));
});
