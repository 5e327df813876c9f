import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { describeWithPoppler, lettersOf, pagesOf } from '../../../../test/support/pdf.ts';
import { addDays, inParis } from '../calendar/calendar.ts';
import { formatCount, formatDate, formatShortDate, formatTime } from '../typography.ts';
import { DocumentFailed, type DocumentOptions, Documents } from './documents.ts';

const FRENCH = join(import.meta.dirname, 'french.fixture.typ');
const days = Array.from({ length: 400 }, (_, day) => addDays('2026-01-01', day));
const instants = ['2026-10-25T00:30:05.000Z', '2026-10-25T01:30:05.000Z', '2026-12-01T13:05:07.999Z'];
const counts = [0, 1, 2, 999, 1_000, 1_234_567];
const french = { days, instants: instants.map(inParis), counts };

describe('a document', () => {
  const documents = new Documents();
  afterAll(() => documents.onModuleDestroy());

  it('is PDF/A, and has the same bytes for the same data, whichever thread makes it', async () => {
    const all = await Promise.all(
      Array.from({ length: 6 }, () => documents.compose({ template: FRENCH, data: french })),
    );
    expect(all[0]!.subarray(0, 8).toString()).toBe('%PDF-1.7');
    for (const other of all) expect(other.equals(all[0]!)).toBe(true);
  });

  describeWithPoppler('looked into', () => {
    it('writes days, instants and counts as the screens do', async () => {
      const pages = await pagesOf(await documents.compose({ template: FRENCH, data: french }));
      const written = [
        ...days.map((day) => `${formatDate(day)} | ${formatShortDate(day)}`),
        `25 octobre 2026 à ${formatTime(instants[0]!)} | 25/10/2026 02:30:05`,
        `25 octobre 2026 à ${formatTime(instants[1]!)} | 25/10/2026 02:30:05`,
        `1er décembre 2026 à ${formatTime(instants[2]!)} | 01/12/2026 14:05:07`,
        ...counts.map((count) => formatCount(count, 'jour')),
      ];
      const lines = pages.join('\n').split('\n').map(lettersOf);
      expect(written.map(lettersOf).filter((line) => !lines.includes(line))).toEqual([]);
    });
  });
});

describe('what goes wrong with one document', () => {
  const DATA =
    '#let data = json(bytes(sys.inputs.data))\n#set document(date: datetime(year: 2026, month: 12, day: 1))\n';
  /** Several times as long as a test waits for it, on any machine. */
  const SLOW = `${DATA}#for i in range(3000) { for j in range(1000) { } }`;
  let workspace: string;
  let documents: Documents;
  let logged: string[];
  const open = (options: Partial<DocumentOptions> = {}) => {
    documents = new Documents({ workspace, threads: 1, ...options });
  };
  const compose = async (markup: string, data: object = {}) => {
    await writeFile(join(workspace, 'one.typ'), markup);
    return documents.compose({ template: join(workspace, 'one.typ'), data });
  };
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'greffe-templates-'));
    logged = [];
    jest.spyOn(Logger.prototype, 'error').mockImplementation((said) => void logged.push(String(said)));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await documents.onModuleDestroy();
    await rm(workspace, { recursive: true, force: true });
  });

  it('is logged without what the document would have said, and the thread makes the next one', async () => {
    open();
    await expect(compose(`${DATA}#data.missing`, { name: 'Nadia' })).rejects.toThrow(DocumentFailed);
    // A font cannot draw it, and this template does not ask for what can be shown.
    const undrawn = `${DATA}#text(font: "Source Sans 3", fallback: false, data.name)`;
    await expect(compose(undrawn, { name: 'Nadia 漢' })).rejects.toThrow(DocumentFailed);
    await expect(compose(`${DATA}#panic("no \\"" + data.name)`, { name: 'Nadia' })).rejects.toThrow(
      DocumentFailed,
    );
    expect(logged).toEqual([
      'one.typ: 0: dictionary does not contain key ',
      'one.typ: PDF/A-3a error: the text ',
      'one.typ: 0: panicked with: ',
    ]);
    expect(logged.join()).not.toMatch(/Nadia|漢/);
    expect((await compose(`${DATA}Bonjour`)).length).toBeGreaterThan(0);
  });

  it('reads nothing outside the folder of templates', async () => {
    open();
    await expect(compose('#read("/../../../etc/hostname")')).rejects.toThrow(DocumentFailed);
  });

  it('does not keep others waiting for longer than they are told', async () => {
    open({ withinMs: 50, queue: 2 });
    const asked = [compose(SLOW), compose(SLOW), compose(SLOW), compose(SLOW)].map((document) =>
      document.then(
        () => 'made',
        (refusal) => [refusal.kind, refusal.code],
      ),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(([, code]) => code === 'document-late')).toHaveLength(3);
    expect(answers).toContainEqual(['unavailable', 'documents-busy']);
  });
});
