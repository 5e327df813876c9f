import { createHash } from 'node:crypto';
import type { ProjectionProgress } from '#event-sourcing';
import type { Principal } from '#platform';
import type { SignedHeads } from '#sealing';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { bytesOf, unzip } from '../../../../test/support/unzip.ts';
import { attemptOutcomes } from '../domain/connections.ts';
import type { JournalFilter } from '../read-models/journal/filter.ts';
import { JournalQuery } from '../read-models/journal/query.ts';
import type { JournalEntry } from '../read-models/journal/view.ts';
import type { ExportFormat } from './formats.ts';
import { JournalExport } from './journal-export.ts';
import { authenticationOf } from './ocsf.ts';

const POSITION = '0000000000000001-0000000000000002';
const officer = { userCode: 'C000001' } as Principal;
const stays = new AbortController().signal;
const clock = new TestClock('2026-10-25T12:00:00.000Z');

/** In the hour that comes twice, once with each offset. */
const entries = attemptOutcomes.map((outcome, index): JournalEntry => {
  const isUnknown = outcome === 'unknown-code';
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    at: index % 2 ? '2026-10-25T00:30:00.000Z' : '2026-10-25T01:30:00.250Z',
    userCode: isUnknown ? null : 'A000001',
    identifierHash: isUnknown ? 'abc' : null,
    outcome,
    count: index + 1,
    retryAt: outcome === 'throttled' ? '2026-10-25T01:31:00.000Z' : null,
    address: isUnknown ? null : '10.0.0.1',
    network: isUnknown ? 'unknown' : '10.0.0.1',
    country: isUnknown ? null : 'BE',
    userAgent: isUnknown ? null : '=cmd|"/C calc"!A0;é',
    browser: 'other',
    importedFrom: outcome === 'closed' ? 'ancien portail' : null,
    factors: outcome === 'throttled' ? [] : ['password'],
  };
});

/** Pages of three. */
class Pages extends JournalQuery {
  readonly asked: JournalFilter[] = [];

  constructor() {
    super(null as never, null as never);
  }

  override async page(filter: JournalFilter, { cursor }: { cursor?: string }) {
    this.asked.push(filter);
    const start = Number(cursor ?? 0);
    const next = start + 3 < entries.length ? String(start + 3) : null;
    return { items: entries.slice(start, start + 3), next };
  }
}

const directory = {
  namesOf: async () => new Map([['A000001', 'Zoë Lefèvre']]),
  codesNamed: async () => [],
};
const heads = { newest: async () => ({ size: 12, note: 'a signed note\n' }) } as SignedHeads;
const progress = { stateOf: async () => ({ reached: POSITION, incomplete: [] }) };

async function exported(format: ExportFormat, filter: JournalFilter = {}) {
  const pages = new Pages();
  const exports = new JournalExport(
    pages,
    progress as unknown as ProjectionProgress,
    heads,
    clock,
    directory,
  );
  const files = unzip(await bytesOf(await exports.archive(filter, format, officer, stays)));
  const [name] = Object.keys(files) as [string];
  return { name, content: files[name]!, manifest: JSON.parse(files['manifeste.json']!), asked: pages.asked };
}

it.each(['csv', 'ndjson', 'ocsf'] as const)(
  'R18: an export as %s holds every page, and its manifest says what it is',
  async (format) => {
    const { name, content, manifest, asked } = await exported(format, { userCode: ['A000001'] });
    expect(content.trim().split('\n')).toHaveLength(entries.length + (format === 'csv' ? 1 : 0));
    const period = { from: '2026-10-18T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' };
    const place = ({ at, id }: JournalEntry) => ({ at, id });
    expect(manifest).toEqual({
      file: name,
      sha256: createHash('sha256').update(content).digest('hex'),
      filter: { userCode: ['A000001'] },
      period,
      lines: 14,
      attempts: 105,
      first: place(entries[0]!),
      last: place(entries.at(-1)!),
      position: POSITION,
      checkpoint: 'a signed note\n',
      exportedAt: '2026-10-25T12:00:00.000Z',
      exportedBy: 'C000001',
    });
    expect(new Set(asked.map((filter) => JSON.stringify(filter))).size).toBe(1);
    expect(asked[0]).toEqual({ userCode: ['A000001'], ...period });
  },
);

it('R18: the CSV is one for a French spreadsheet: semicolons, its mark, offsets, and no formula', async () => {
  const [head, ...lines] = (await exported('csv')).content.split('\r\n');
  const [first, second] = lines;
  expect(head).toMatch(/^\ufeffInstant;Code;Personne;Issue;/);
  expect(first).toMatch(
    /^2026-10-25T02:30:00\+01:00;A000001;Zoë Lefèvre;Réussie;Mot de passe;1;;10\.0\.0\.1;/,
  );
  expect(first).toContain(`"'=cmd|""/C calc""!A0;é"`);
  expect(second).toMatch(/^2026-10-25T02:30:00\+02:00;/);
  // What is not known is told in French.
  expect(lines.find((line) => line.includes('Code inconnu'))).toContain(';;Inconnu;autre navigateur;');
});

/** Of what is neither, as OCSF has it: a password was right, and no more than that. */
const STATUS: Partial<Record<string, number>> = { success: 1, 'factor-asked': 99 };

it('R18: an attempt as OCSF has what the class Authentication requires, whatever its outcome', () => {
  for (const [index, entry] of entries.entries()) {
    const event = authenticationOf({ ...entry, name: null }, index + 1);
    expect(event).toMatchObject({
      category_uid: 3,
      class_uid: 3002,
      activity_id: 1,
      type_uid: 300_201,
      time: Date.parse(entry.at),
      metadata: { version: '1.7.0', uid: entry.id, sequence: index + 1, product: { name: 'Greffe' } },
      user: entry.userCode ? { name: 'A000001' } : { uid: 'abc' },
      service: { name: expect.any(String) },
      status_id: STATUS[entry.outcome] ?? 2,
    });
    expect('src_endpoint' in event).toBe(entry.address !== null);
    expect(event.auth_factors).toEqual(
      entry.outcome === 'throttled' ? undefined : [{ factor_type_id: 11, factor_type: 'Password' }],
    );
    expect('status_detail' in event).toBe(entry.outcome !== 'success');
  }
});
