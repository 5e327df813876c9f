import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Engines } from '#composition';
import type { NewEvent } from '#event-sourcing';
import { readText, systemActor, type TextKindName, textKinds } from '#platform';
import { reportCsv } from '../../libs/anomalies/src/report/csv.ts';
import { anomaly } from '../../libs/anomalies/src/report/report.fixture.ts';
import { isWritable } from '../../libs/platform/src/text/scripts.ts';
import { testEngines } from '../support/test-engines.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await testEngines();
});
afterAll(() => engines.close());

const WRITABLE = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).filter(isWritable);
const KINDS = Object.keys(textKinds) as TextKindName[];

const typed = fc.oneof(
  fc.string({ unit: fc.constantFrom(...WRITABLE), minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(...'aé=+-@\'";\\\n\r $%&<>{}\u0301\u0650ا'),
    minLength: 1,
    maxLength: 20,
  }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.emailAddress(),
  // What every object has already.
  fc.constantFrom('__proto__', 'constructor', 'valueOf'),
);

const accepted = fc
  .record({ kind: fc.constantFrom(...KINDS), given: typed })
  .map(({ kind, given }) => readText(kind, given).text)
  .filter((text) => text !== null);

const noted = (text: string): NewEvent => ({
  id: randomUUID(),
  type: 'PersonRegistered',
  data: { lastName: text, [text]: text },
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: { ...systemActor('test'), code: text },
    occurredAt: '2026-03-02T09:00:00.000Z',
  },
});

it('whatever a kind accepts comes out of the log, of jsonb and of a text column as it went in', async () => {
  let tried = 0;
  const property = fc.asyncProperty(fc.array(accepted, { minLength: 20, maxLength: 60 }), async (texts) => {
    const stream = `person-${randomUUID()}`;
    const events = texts.map(noted);
    await engines.store.append(stream, 'none', events);
    const read = await engines.store.readStream(stream);
    expect(read.map(({ data, metadata }) => ({ data, metadata }))).toEqual(
      events.map(({ data, metadata }) => ({ data, metadata })),
    );
    const { rows } = await engines.database.query<{ kept: string; document: string }>(
      `SELECT kept, jsonb_build_object('text', kept) ->> 'text' AS document
       FROM unnest($1::text[]) WITH ORDINALITY AS given (kept, n) ORDER BY n`,
      [texts],
    );
    expect(rows).toEqual(texts.map((text) => ({ kept: text, document: text })));
    tried += texts.length;
  });
  await fc.assert(property, { numRuns: 25 });
  expect(tried).toBeGreaterThan(400);
});

it('whatever a kind accepts comes out of a CSV, but for the sign that keeps it from being a formula', () => {
  fc.assert(
    fc.property(accepted, (text) => {
      const [, cells] = parsed(
        reportCsv({ anomalies: [{ ...anomaly, sentence: text, name: text, justification: null }] }),
      );
      const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
      expect([cells![7], cells![10]]).toEqual([safe, safe]);
    }),
    { numRuns: 500 },
  );
});

/** The rows of a CSV as RFC 4180 reads it, with semicolons. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows;
}
