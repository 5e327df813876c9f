import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { ConnectionHistory, RecordedAttempts } from '#connections';
import { defaultRuleFiles, replay, rulesOf } from '#detection';
import { START } from '#event-sourcing';
import { textOf, withThreshold } from '../../libs/detection/src/rule-text/changed-rules.ts';
import { ObservedRegister } from '../observation/observed-register.ts';
import { eventually } from '../support/eventually.ts';
import { greffe } from '../support/greffe.ts';
import { signedInAs } from '../support/signed-in.ts';
import { visible } from '../support/test-log.ts';

let register: ObservedRegister;
let folder: string;
beforeAll(async () => {
  register = await ObservedRegister.open();
  const { databaseUrl, secret, masterKey, dataDir } = register.engines.config;
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    GREFFE_SECRET: secret,
    GREFFE_MASTER_KEY: masterKey,
    GREFFE_DATA_DIR: dataDir,
  });
  folder = mkdtempSync(join(tmpdir(), 'greffe-import-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await register.close();
});

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
const imported = async () => {
  await visible(register.engines);
  return (await register.engines.store.readAll({ after: START, categories: ['imported'] })).events;
};
const inJournal = async (count: number) =>
  eventually(async () => {
    const { rows } = await register.engines.database.query(
      'SELECT user_code, identifier_hash, outcome, imported_from FROM journal.attempts WHERE imported_from IS NOT NULL ORDER BY at',
    );
    return rows.length === count && rows;
  });

const failures = (code: string) =>
  Array.from({ length: 6 }, (_, n) => `2026-05-04T08:00:0${n}Z;${code};wrong-password;192.0.2.7`);
const HEADER = 'at;identifier;outcome;address';

it('R18: a CSV goes into the journal once, line by line, what is no code as a keyed hash', async () => {
  const lines = [
    HEADER,
    ...failures(register.userCode.toLowerCase()),
    '2026-05-04T09:00:00Z;Tr0p-secret!;unknown-code;',
    'hier;A000001;success;',
    '2026-05-04T10:00:00Z;A000001;perdu;',
  ];
  const call = [
    'attempts',
    'import',
    file('old.csv', ...lines),
    '--format',
    'csv',
    '--source',
    'ancien portail',
  ];
  const first = await greffe(...call, '--json');
  expect({ ...first, out: JSON.parse(first.out) }).toEqual({
    code: 1,
    out: [{ lines: 9, imported: 7, known: 0, refused: 2 }],
    err: [
      'ligne 9\u00a0: l’instant n’est pas de la forme 2026-11-02T09:00:00+01:00\n',
      'ligne 10\u00a0: l’issue n’est pas connue\n',
      'greffe: 2\u00a0lignes refusées\n',
    ].join(''),
  });
  // What is known is told by the readable end of the log, which other transactions may hold back.
  await inJournal(7);
  expect(JSON.parse((await greffe(...call, '--json')).out)).toEqual([
    { lines: 9, imported: 0, known: 7, refused: 2 },
  ]);
  expect(await imported()).toHaveLength(7);
  expect(await inJournal(7)).toEqual([
    ...Array(6).fill({
      user_code: register.userCode,
      identifier_hash: null,
      outcome: 'wrong-password',
      imported_from: 'ancien portail',
    }),
    {
      user_code: null,
      identifier_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
      outcome: 'unknown-code',
      imported_from: 'ancien portail',
    },
  ]);
  const { rows } = await register.engines.database.query(
    'SELECT data::text || metadata::text AS text FROM event_log.events',
  );
  expect(JSON.stringify(rows).toLowerCase()).not.toContain('tr0p-secret');
});

it('R18: an export of the journal goes in as it is, its fingerprints included, and what it says twice once', async () => {
  const fingerprint = '0123456789abcdef0123456789abcdef';
  const head = 'Instant;Code;Issue;Empreinte de l’identifiant saisi;Événement';
  const line = `2026-05-05T09:00:00+02:00;;Code inconnu;${fingerprint};6f0c2d0e-0000-4000-8000-000000000001`;
  const call = [
    'attempts',
    'import',
    file('own.csv', head, line, line),
    '--format',
    'csv',
    '--source',
    'export',
  ];
  expect(JSON.parse((await greffe(...call, '--json')).out)).toEqual([
    { lines: 2, imported: 1, known: 1, refused: 0 },
  ]);
  const [event] = (await imported()).slice(-1);
  expect(event!.data).toMatchObject({ identifierHash: fingerprint, outcome: 'unknown-code', userCode: null });
  const empty = ['attempts', 'import', file('empty.csv'), '--format', 'csv', '--source', 'export'];
  expect(await greffe(...empty)).toMatchObject({
    code: 2,
    err: expect.stringContaining('ce fichier est vide'),
  });
});

it('R19: rules are replayed on what was imported, and make no case of it', async () => {
  const { app, engines } = register;
  const rules = rulesOf(defaultRuleFiles());
  const period = { from: '2026-05-04', to: '2026-05-04' };
  const [runs = []] = await replay(
    app.get(RecordedAttempts, { strict: false }),
    [{ rules, name: 'failures-on-one-code' }],
    period,
  );
  expect(runs.map(({ first }) => first.observation.userCode)).toEqual([register.userCode]);
  await eventually(async () => {
    const { rows } = await engines.database.query(
      `SELECT position FROM followers.checkpoints WHERE name = 'detection'`,
    );
    return rows[0]!.position >= (await imported()).at(-1)!.position;
  });
  const { rows } = await engines.database.query('SELECT count(*)::int AS hits FROM detection.hits');
  expect(rows).toEqual([{ hits: 0 }]);
});

it('R19: what has the same time is replayed in the order of its file', async () => {
  const days = Array.from(
    { length: 20 },
    (_, day) => `2026-03-${String(1 + day).padStart(2, '0')}T08:00:00Z`,
  );
  const lines = days.flatMap((at) =>
    [...Array(5).fill('wrong-password'), 'success'].map(
      (outcome, n) => `${at};${register.userCode};${outcome};192.0.2.${n}`,
    ),
  );
  const before = (await imported()).length;
  const path = file('seconds.csv', HEADER, ...lines);
  expect(await greffe('attempts', 'import', path, '--format', 'csv')).toMatchObject({ code: 0 });
  await inJournal(before + lines.length);
  const [runs = []] = await replay(
    register.app.get(RecordedAttempts, { strict: false }),
    [{ rules: rulesOf(defaultRuleFiles()), name: 'success-after-failures' }],
    { from: '2026-03-01', to: '2026-03-20' },
  );
  expect(runs).toHaveLength(days.length);
});

it('R19: greffe rules replay says what rules of a file would have found, beside those of the same name', async () => {
  const text = textOf(defaultRuleFiles(), 'failures-on-one-code')!;
  const quieter = file('quieter.yml', withThreshold(text, 7, 3));
  const day = ['--from', '2026-05-04', '--to', '2026-05-04'];
  const { out, ...rest } = await greffe('rules', 'replay', quieter, ...day, '--json');
  expect({ ...rest, out: JSON.parse(out) }).toEqual({
    code: 0,
    err: '',
    out: [{ rule: 'failures-on-one-code', attempts: 7, present: 1, draft: 0, appear: 0, vanish: 1 }],
  });
  const reversed = ['--from', '2026-05-05', '--to', '2026-05-04'];
  expect(await greffe('rules', 'replay', quieter, ...reversed)).toEqual({
    code: 2,
    out: '',
    err: expect.stringMatching(/^greffe: --to.+\n$/),
  });
  expect((await greffe('rules', 'replay', quieter, '--from', '4 mai', '--to', '2026-05-04')).code).toBe(2);
});

it('R21: an imported success is no use of the code', async () => {
  const before = (await imported()).length;
  const line = `2026-11-01T08:00:00Z;${register.userCode};success;192.0.2.7`;
  const call = ['attempts', 'import', file('success.csv', HEADER, line), '--format', 'csv'];
  expect(await greffe(...call)).toMatchObject({ code: 0, err: '' });
  await inJournal(before + 1);
  const history = register.app.get(ConnectionHistory, { strict: false });
  expect(await history.lastSuccess(register.userCode)).toBeNull();
  const { rows } = await register.engines.database.query(
    'SELECT last_success FROM accounts.accounts WHERE user_code = $1',
    [register.userCode],
  );
  expect(rows).toEqual([{ last_success: null }]);
});

it('R18: the journal says of each where it was imported from', async () => {
  const headers = await signedInAs(register.app, 'caf-security');
  const server = register.app.getHttpServer();
  const { body } = await request(server)
    .get('/api/connections?from=2026-05-04&to=2026-05-04')
    .set(headers)
    .expect(200);
  expect(body.items).toHaveLength(7);
  expect(body.items[0]).toMatchObject({ importedFrom: 'ancien portail' });
});

it.each([
  ['nothing of it can be read', ['at;who', 'x;y'], 'csv', /l’en-tête n’a pas identifier, outcome\n$/],
  ['no line is one', ['{}', 'x'], 'ocsf', /2\u00a0lignes refusées, aucune reprise\n$/],
])('ends with 2 when %s', async (_, lines, format, err) =>
  expect(await greffe('attempts', 'import', file('bad', ...lines), '--format', format)).toMatchObject({
    code: 2,
    err: expect.stringMatching(err),
  }),
);

it('ends with 2 when there is no file', async () =>
  expect(await greffe('attempts', 'import', join(folder, 'none'), '--format', 'csv')).toMatchObject({
    code: 2,
  }));
