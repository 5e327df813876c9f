import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(import.meta.resolve('../eventstoredb/main.ts'));
const TYPESCRIPT = fileURLToPath(import.meta.resolve('../support/typescript.js'));

/** The protocol server in a process of its own, or the real one that EVENTSTORE_URL names. */
export async function withEventStoreDb<T>(work: (url: string) => Promise<T>): Promise<T> {
  if (process.env.EVENTSTORE_URL) return work(process.env.EVENTSTORE_URL);
  const server = spawn(process.execPath, ['--conditions=source', '--import', TYPESCRIPT, SERVER], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [url] = await once(createInterface(server.stdout), 'line');
    return await work(url);
  } finally {
    server.kill();
  }
}
