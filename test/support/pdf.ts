import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PLACES = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/** Where this machine has Poppler's programs; null when it has none, and a failure where nothing may be skipped. */
const popplerPath: string | null = PLACES.find((place) => existsSync(join(place, 'pdftotext'))) ?? null;
if (!popplerPath && process.env.CI)
  throw new Error('CI needs Poppler’s programs: install the package `poppler-utils`');

/** Tests that look into documents, or one skipped test that says why. */
export const describeWithPoppler = (name: string, tests: () => void): void =>
  popplerPath
    ? describe(name, tests)
    : describe.skip(`${name} (skipped: no pdftotext, install poppler-utils)`, tests);

const poppler = async (program: string, ...args: string[]): Promise<string> =>
  (await run(join(popplerPath!, program), args, { maxBuffer: 64 * 1024 * 1024 })).stdout;

/** What Poppler, which has nothing in common with what drew it, finds in a document. */
export interface SeenPdf {
  /** `Tagged: yes`, …: what `pdfinfo` prints, by its names. */
  readonly info: Readonly<Record<string, string>>;
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  /** By name. */
  readonly attachments: Readonly<Record<string, string>>;
  /** XMP. */
  readonly metadata: string;
}

export const seenPdf = (pdf: Buffer): Promise<SeenPdf> =>
  inFile(pdf, async (file) => {
    const listed = (await poppler('pdffonts', file)).trim().split('\n').slice(2);
    const held = (await poppler('pdfdetach', '-list', file)).matchAll(/^(\d+): (.+)$/gm);
    const attachments: Record<string, string> = {};
    for (const [, number = '', name = ''] of held) {
      await poppler('pdfdetach', '-save', number, '-o', `${file}.${number}`, file);
      attachments[name] = await readFile(`${file}.${number}`, 'utf8');
    }
    return {
      info: entriesOf(await poppler('pdfinfo', file)),
      fonts: listed.map((line) => ({
        name: line.split(' ')[0]!,
        embedded: /\syes\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$/.test(line),
      })),
      attachments,
      metadata: await poppler('pdfinfo', '-meta', file),
    };
  });

/** What is read out or copied, page by page. */
export const pagesOf = (pdf: Buffer): Promise<string[]> =>
  inFile(pdf, async (file) => (await poppler('pdftotext', file, '-')).split('\f').slice(0, -1));

/** Without spaces, line breaks and marks of direction, which belong to the layout; composed (NFC). */
export const lettersOf = (text: string): string =>
  text.replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').normalize('NFC');

async function inFile<T>(pdf: Buffer, look: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'greffe-pdf-'));
  try {
    const file = join(folder, 'document.pdf');
    await writeFile(file, pdf);
    return await look(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const entriesOf = (lines: string): Record<string, string> =>
  Object.fromEntries([...lines.matchAll(/^([^:\n]+):\s+(.*)$/gm)].map(([, name, value]) => [name, value]));
