import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ed25519, signerFrom } from '#transparency';
import { program } from '../../apps/greffe/src/program.ts';
import { greffe } from '../support/greffe.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'greffe-surveil-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of these lines, last written on 1 December 2026. */
function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
  utimesSync(path, new Date('2026-12-01T12:00:00Z'), new Date('2026-12-01T12:00:00Z'));
  return path;
}
const readable = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const RULE = [
  'title: Trois échecs',
  'name: three-failures',
  'level: high',
  "greffe: { sentence: '{count} échecs avec {userCode}.' }",
  'correlation:',
  '  type: event_count',
  '  rules: [failure]',
  '  group-by: [userCode]',
  '  timespan: 5m',
  '  condition: { gte: 3 }',
];

describe('greffe, called wrongly', () => {
  it.each([
    [['nosuch'], 'commande inconnue : nosuch'],
    [['start', 'extra'], 'start : il y a des mots de trop'],
    [['rules', 'list', '--bogus'], 'option inconnue : --bogus'],
    [['jobs', 'run'], 'il manque <name>'],
    [['surveil', 'package.json'], 'il manque --format <format>'],
    [['surveil', 'package.json', '--format'], 'il manque ce qui suit --format <format>'],
    [
      ['surveil', 'package.json', '--format', 'xml'],
      '--format <format> : « xml » n’est pas admis (au choix : sshd, windows-security, ocsf)',
    ],
    [
      ['rules', 'replay', 'package.json', '--from', '2026-11-31'],
      '--from <day> : « 2026-11-31 » n’est pas admis (un jour est attendu, comme 2026-09-01)',
    ],
  ])('%j ends with 2, and says so in one French line', async (call, said) => {
    const { code, out, err } = await greffe(...call);
    expect({ code, out, err: readable(err) }).toEqual({ code: 2, out: '', err: `greffe: ${said}\n` });
  });

  /** Every command, rightly called: but there is no register here, the port is taken, and what a file or a name says is wrong. */
  const CALLS = [
    'start',
    'accounts open --role caf-security --organism 595 --organism-name Caf --last-name Ferrand --first-name Nadia --email nadia.ferrand@caf.example',
    'accounts renew C000001',
    'accounts confirm G000001',
    'attempts import package.json --format csv',
    'jobs list',
    'jobs run seal-heads',
    'jobs runs seal-heads',
    'keys export',
    'keys import package.json',
    'keys rewrap --to package.json',
    'privacy export C000001 --out HERE/export.zip --reason Demande',
    'projections status',
    'projections set-aside journal 0000000000000001-0000000000000001 --reason Essai',
    'projections rebuild journal',
    'proof verify',
    'proof show account-C000001@0',
    'proof keys',
    'proof rotate',
    'reactors status',
    'reactors rewind sign-heads --to 0000000000000001-0000000000000001 --reason Essai',
    'rules check package.json',
    'rules replay package.json --from 2026-09-01 --to 2026-09-02',
    'store verify',
    'store copy --to esdb://127.0.0.1:2113',
    'store encrypt',
    'store drop-old',
    'store migrate',
    'store admit',
    'surveil package.json --format ocsf',
    'witness --dir HERE/witness --name https://temoin.example --logs KEYS',
  ];

  it('there is a call of every command here that can be refused', () => {
    const named = ({ commands }: Command, before = ''): string[] =>
      commands.flatMap((command) =>
        command.commands.length === 0 ? [`${before}${command.name()}`] : named(command, `${command.name()} `),
      );
    const called = CALLS.map((call) => named(program).find((name) => `${call} `.startsWith(`${name} `)));
    expect([...called, 'rules list'].sort()).toEqual(named(program).sort());
  });

  it.each(CALLS)('%s: refused, it leaves nothing on the disk', async (call) => {
    const place = mkdtempSync(join(folder, 'fresh-'));
    const keys = file('keys', signerFrom(ed25519, 'greffe.example', Buffer.alloc(32, 1)).verifierKey);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    Object.assign(process.env, { GREFFE_DATA_DIR: join(place, 'data'), PORT: String(port) });
    const { code } = await greffe(
      ...call.split(' ').map((word) => word.replace('HERE', place).replace('KEYS', keys)),
    );
    taken.close();
    expect(code).not.toBe(0);
    expect(readdirSync(place)).toEqual([]);
  });
});

it.each([
  ['GREFFE_CHECKPOINT_DIR', 'nowhere'],
  ['GREFFE_SEAL_KEY_FILE', '.'],
  ['GREFFE_COUNTRY_DATABASE', 'nowhere.mmdb'],
])(
  'greffe start is refused in one line where %s names nothing that can be used, and makes nothing',
  async (variable, name) => {
    const place = mkdtempSync(join(folder, 'fresh-'));
    Object.assign(process.env, {
      GREFFE_DATA_DIR: join(place, 'data'),
      PORT: '0',
      [variable]: join(folder, name),
    });
    const { code, out, err } = await greffe('start');
    delete process.env[variable];
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(`^greffe: Configuration: .*${variable}.*\n$`),
    });
    expect(readdirSync(place)).toEqual([]);
  },
);

describe('greffe surveil', () => {
  const AUTH_LOG = [
    'Nov 23 14:00:00 srv1 sshd[810]: Server listening on 0.0.0.0 port 22.',
    'Nov 23 14:02:01 srv1 sshd[811]: Failed password for claire from 203.0.113.9 port 50001 ssh2',
    'Nov 23 14:02:04 srv1 sshd[811]: message repeated 4 times: [ Failed password for claire from 203.0.113.9 port 50001 ssh2]',
    'Nov 23 14:03:00 srv1 sshd[812]: Accepted password for claire from 203.0.113.9 port 50002 ssh2',
  ];

  it('prints what the rules find in an auth.log, in French and in Paris time', async () => {
    const { code, out, err } = await greffe('surveil', file('auth.log', ...AUTH_LOG), '--format', 'sshd');
    expect({ code, err: readable(err) }).toEqual({
      code: 0,
      err: expect.stringContaining('4 lignes lues, 3 événements regardés, 3 constats\n'),
    });
    const [titles, ...rows] = readable(out)
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(titles).toEqual(['Quand', 'Gravité', 'Règle', 'Sur', 'Tentatives', 'Constat']);
    expect(rows[0]).toEqual([
      ...['2026-11-23 14:02:04', 'Moyenne', 'Échecs répétés sur un code', 'claire', '5'],
      '5 échecs de connexion avec le code claire à 14 h 02, le lundi 23 novembre 2026 : le seuil est de 5 en 10 minutes.',
    ]);
    expect(rows.map(([, level, , on]) => [level, on])).toEqual([
      ['Moyenne', 'claire'],
      ['Élevée', 'claire'],
      ['Moyenne', '203.0.113.9'],
    ]);
  });

  it('gives a program the lines that made each hit', async () => {
    const { out } = await greffe('surveil', file('auth.log', ...AUTH_LOG), '--format', 'sshd', '--json');
    const hits = JSON.parse(out);
    expect(hits).toHaveLength(3);
    expect(hits[1]).toMatchObject({
      firstAt: '2026-11-23T13:03:00.000Z',
      lastAt: '2026-11-23T13:03:00.000Z',
      level: 'high',
      rule: 'success-after-failures',
      version: 1,
      key: ['claire'],
      attempts: 6,
      lines: [2, 3, 4],
    });
  });

  it('tells of lines that it cannot read, after what it has found in the others', async () => {
    const log = file('torn.log', ...AUTH_LOG, '4:05:00 srv1 sshd[81', 'and this');
    const { code, out, err } = await greffe('surveil', log, '--format', 'sshd', '--json');
    expect(JSON.parse(out)).toHaveLength(3);
    expect({ code, err: readable(err) }).toEqual({
      code: 1,
      err: '6 lignes lues, 3 événements regardés, 3 constats\ngreffe: 2 lignes illisibles, la première : ligne 5, elle n’a pas l’en-tête de syslog, comme « Nov 28 14:05:07 » ou 2026-11-28T14:05:07+01:00\n',
    });
  });

  it('reads Windows events by rules of one’s own, which may name those of Greffe', async () => {
    file('rules/three.yml', ...RULE);
    const failure = (minute: number) =>
      JSON.stringify({
        '@timestamp': `2026-11-23T13:0${minute}:00Z`,
        EventID: 4625,
        SubStatus: '0xc000006a',
        TargetUserName: 'Claire',
        TargetDomainName: 'MAIRIE',
        IpAddress: '-',
      });
    const log = file('security.json', ...[3, 1, 2].map(failure));
    const format = ['--format', 'windows-security', '--rules', join(folder, 'rules')];
    const { code, out } = await greffe('surveil', log, ...format, '--json');
    expect({ code, hits: JSON.parse(out) }).toMatchObject({
      code: 0,
      hits: [{ rule: 'three-failures', sentence: '3 échecs avec claire.', lines: [2, 3, 1] }],
    });
  });

  it('sees that the security log of Windows was cleared', async () => {
    const log = file(
      'cleared.json',
      '{"Event":{"System":{"EventID":1102,"TimeCreated":{"SystemTime":"2026-11-23T13:00:00Z"}},"UserData":{"LogFileCleared":{"SubjectUserName":"admin1"}}}}',
    );
    const { out } = await greffe('surveil', log, '--format', 'windows-security', '--json');
    expect(readable(JSON.parse(out)[0].sentence)).toBe(
      'Le journal de sécurité a été effacé par admin1 le lundi 23 novembre 2026 à 14 h 00.',
    );
  });

  it('says so when there is nothing', async () => {
    const { code, out, err } = await greffe('surveil', file('none.ndjson', ''), '--format', 'ocsf');
    expect({ code, out, err: readable(err) }).toEqual({
      code: 0,
      out: '',
      err: '1 ligne lue, 0 événement regardé, aucun constat\n',
    });
  });

  it.each([
    [
      'a file that is not there',
      () => [join(folder, 'nope'), '--format', 'sshd'],
      'ce fichier ne peut pas être lu',
    ],
    ['no format', () => [file('auth.log')], '--format <format>'],
    ['another format', () => [file('auth.log'), '--format', 'apache'], 'apache'],
    ['no year', () => [file('auth.log'), '--format', 'sshd', '--year', '26'], 'une année est attendue'],
    [
      'no rules',
      () => [file('auth.log'), '--format', 'sshd', '--rules', '/nowhere'],
      'il n’y a pas de règle',
    ],
    [
      'rules with a mistake',
      () => {
        file('bad/three.yml', ...RULE, '  aliases: {}');
        return [file('auth.log'), '--format', 'sshd', '--rules', join(folder, 'bad')];
      },
      'three.yml:11 correlation.aliases : inconnu ici',
    ],
  ])('is a wrong call: %s', async (_, args, told) => {
    const { code, out, err } = await greffe('surveil', ...args());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(told);
  });
});

describe('greffe rules', () => {
  it('check: good ones are counted', async () =>
    expect(await greffe('rules', 'check', file('three.yml', ...RULE))).toMatchObject({
      code: 0,
      err: '',
      out: '1\u00a0règle, aucune erreur\n',
    }));

  it('check: mistakes are lines with file, line and place', async () => {
    const bad = file('bad.yml', ...RULE.map((line) => line.replace('5m', '5 min').replace('3 }', 'x }')));
    expect(await greffe('rules', 'check', bad)).toEqual({
      code: 1,
      out: [
        `${bad}:9 correlation.timespan : une durée est attendue, comme 90s, 10m, 1h ou 30d\n`,
        `${bad}:10 correlation.condition.gte : un nombre entier d’au moins 0 est attendu\n`,
      ].join(''),
      err: 'greffe: 2\u00a0erreurs\n',
    });
    const forProgram = await greffe('rules', 'check', bad, '--json');
    expect({ ...forProgram, out: JSON.parse(forProgram.out) }).toMatchObject({
      code: 1,
      err: 'greffe: 2\u00a0erreurs\n',
      out: [
        { file: bad, line: 9, path: 'correlation.timespan', reason: expect.stringContaining('durée') },
        { file: bad, line: 10, path: 'correlation.condition.gte', reason: expect.stringContaining('nombre') },
      ],
    });
    const good = await greffe('rules', 'check', file('three.yml', ...RULE), '--json');
    expect(good).toEqual({ code: 0, err: '', out: '[]\n' });
  });

  it('check: to have no rule is a mistake', async () =>
    expect(await greffe('rules', 'check', file('none.yml', '# Later.'))).toEqual({
      code: 1,
      out: '',
      err: 'greffe: il n’y a aucune règle\n',
    }));

  it('check: a file that is not there is a wrong call', async () =>
    expect(await greffe('rules', 'check', join(folder, 'nope.yml'))).toMatchObject({ code: 2, out: '' }));

  it('list: the default set, and says that it is not what a register made of it', async () => {
    expect((await greffe('rules', 'list', '--help')).out.replace(/\s+/g, ' ')).toContain(
      'les règles telles que Greffe les livre',
    );
    const { out } = await greffe('rules', 'list', '--json');
    const rules = JSON.parse(out);
    expect(rules.map(({ name }: { name: string }) => name)).toContain('success-after-failures');
    expect(rules.find(({ name }: { name: string }) => name === 'closed-code')).toEqual({
      name: 'closed-code',
      title: 'Tentative sur un code fermé',
      level: 'high',
      version: 2,
      type: 'event_count',
      threshold: '≥ 1',
      timespan: '1m',
      hash: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
  });
});
