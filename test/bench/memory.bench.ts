import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { newDataFolder } from '../support/data-folder.ts';
import { inParallel, report } from './figure.ts';

const PROGRAM = resolve('dist/apps/greffe/src/main.js');
const READY = /^Greffe est prêt : (\S+)/;
const REQUESTS = 500;
const AT_ONCE = 8;

/** What the built program keeps resident once it has made the demonstration and served some requests. */
export async function memory(): Promise<void> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: npm run build`);
  const dataDir = await newDataFolder('greffe-bench-');
  const child = spawn(process.execPath, ['--enable-source-maps', PROGRAM, 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, GREFFE_DATA_DIR: dataDir, PORT: '0' },
  });
  const closed = once(child, 'close');
  try {
    const url = await readyAt(createInterface(child.stdout));
    await inParallel(REQUESTS, AT_ONCE, async () => (await fetch(`${url}/api/health/ready`)).text());
    report({ name: 'memory', value: await residentMb(child.pid!), unit: 'MB', reference: null, ratio: null });
  } finally {
    child.kill('SIGTERM');
    await closed;
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function readyAt(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const [, url] = READY.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error('The program ended before it was ready');
}

/** Of this process alone: PostgreSQL’s are its children. */
async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return (Number(stdout) * 1024) / 1e6;
}
