import { gzipSync } from 'node:zlib';
import { authenticationOf } from '#connections';
import { buildingBlocks, rulesOf } from '../rule-text/rule-files.ts';
import { formats } from './formats.ts';
import { linesOf } from './lines.ts';
import { each } from './log-format.fixture.ts';
import { surveil } from './surveil.ts';

const THREE_FAILURES = rulesOf(
  [
    {
      name: 'three.yml',
      text: `
title: Three failures
name: three
greffe: { sentence: '{count} de {userCode} à {last}' }
correlation: { type: event_count, rules: [failure], group-by: [userCode], timespan: 5m, condition: { gte: 3 } }
`,
    },
  ],
  buildingBlocks(),
);
const circumstances = { latest: Date.parse('2026-12-01'), year: null, isUtc: true, ahead: null };
const failure = (time: string, name = 'bob') =>
  JSON.stringify({
    EventID: 4625,
    '@timestamp': `2026-11-23T${time}Z`,
    SubStatus: '0xc000006a',
    TargetUserName: name,
    IpAddress: '10.0.0.7',
  });
const windows = async (lines: readonly string[]) =>
  surveil(each([lines]), formats['windows-security'], THREE_FAILURES, circumstances);
const told = async (lines: readonly string[]) =>
  (await windows(lines)).runs.map(({ first, evidence, sequel }) => ({ at: first.at, evidence, sequel }));

it('takes Windows events in any order by their time, and those of the same time by their line', async () => {
  const inOrder = ['09:00:00', '09:01:00', '09:01:00', '09:04:00'].map((time) => failure(time));
  const [run] = await told([inOrder[3]!, inOrder[1]!, inOrder[2]!, inOrder[0]!]);
  expect(run).toEqual({
    at: Date.parse('2026-11-23T09:01:00Z'),
    evidence: ['4', '2', '3', '1'],
    sequel: 1,
  });
});

it('takes an export of the journal, which has the latest first, by its times', async () => {
  const attempts = (['wrong-password', 'factor-asked', 'wrong-password', 'wrong-password'] as const).map(
    (outcome, minute) => ({
      id: String(minute),
      at: `2026-11-23T09:0${minute}:00.000Z`,
      userCode: 'A000001',
      identifierHash: null,
      outcome,
      count: 1,
      retryAt: null,
      address: '192.0.2.7',
      userAgent: null,
      name: null,
      importedFrom: null,
      factors: [],
    }),
  );
  const lines = attempts
    .toReversed()
    .map((attempt, index) => JSON.stringify(authenticationOf(attempt, index + 1)));
  const { runs } = await surveil(each([lines]), formats.ocsf, THREE_FAILURES, circumstances);
  expect(runs.map(({ first, evidence }) => ({ at: first.at, evidence }))).toEqual([
    { at: Date.parse('2026-11-23T09:03:00Z'), evidence: ['4', '2', '1'] },
  ]);
});

it('gathers the hits of one rule on one name until an hour was quiet', async () => {
  const times = [
    '09:00',
    '09:01',
    '09:02',
    '09:03',
    '10:03',
    '11:00',
    '11:01',
    '11:02',
    '13:00',
    '13:01',
    '13:02',
  ];
  const runs = await told(times.map((time) => failure(`${time}:00`)));
  expect(runs.map(({ sequel }) => sequel)).toEqual([1, 0, 0]);
});

it('counts the lines that say nothing, and tells of the first', async () => {
  const { lines, observations, unreadable } = await windows(['', failure('09:00:00'), '{"a":', '[1]']);
  expect({ lines, observations, unreadable }).toEqual({
    lines: 4,
    observations: 1,
    unreadable: { count: 2, first: { line: 3, reason: 'ce n’est pas du JSON' } },
  });
});

it('has no hits of what its rules only rest on', () =>
  expect(THREE_FAILURES.filter(({ generates }) => generates).map(({ name }) => name)).toEqual(['three']));

describe('lines', () => {
  const linesIn = async (...chunks: string[]) => {
    const lines: string[] = [];
    for await (const some of linesOf(each(chunks.map((chunk) => Buffer.from(chunk))))) lines.push(...some);
    return lines;
  };

  it('are whole, however they come', async () => {
    expect(await linesIn('a', 'b\r\nc', '\n', '\nd')).toEqual(['ab', 'c', '', 'd']);
    expect(await linesIn('a\n')).toEqual(['a']);
    expect(await linesIn()).toEqual([]);
  });

  it('a letter that is cut in two is whole again', async () => {
    const bytes = Buffer.from('é\n');
    const lines = linesOf(each([bytes.subarray(0, 1), bytes.subarray(1)]));
    for await (const some of lines) expect(some).toEqual(['é']);
  });

  const linesOfBytes = async (bytes: Buffer) => {
    const lines: string[] = [];
    for await (const some of linesOf(each([bytes.subarray(0, 5), bytes.subarray(5)]))) lines.push(...some);
    return lines;
  };

  it.each([
    ['UTF-8', Buffer.from('échec\r\nà midi')],
    ['UTF-8 with its mark', Buffer.from('\ufefféchec\r\nà midi')],
    ['UTF-16, as PowerShell 5 writes it', Buffer.from('\ufefféchec\r\nà midi', 'utf16le')],
    ['Windows-1252', Buffer.from('échec\r\nà midi', 'latin1')],
    ['a rotated file', gzipSync('échec\r\nà midi')],
  ])('are those of %s', async (_, bytes) => expect(await linesOfBytes(bytes)).toEqual(['échec', 'à midi']));

  it('of a broken archive are none', () =>
    expect(linesOfBytes(gzipSync('échec').subarray(0, 12))).rejects.toThrow('unexpected end of file'));

  it('take no more memory than a line may have', async () => {
    const [line] = await linesIn(...Array<string>(40).fill('x'.repeat(65_536)));
    expect(line!.length).toBeLessThanOrEqual(1_048_576);
  });
});
