import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(import.meta.resolve('./slow-to-end.fixture.ts'));
const TYPESCRIPT = fileURLToPath(import.meta.resolve('../../../../test/support/typescript.js'));

it.each([
  ['SIGTERM', 'SIGTERM'],
  ['SIGTERM', 'SIGINT'],
  ['SIGINT', 'SIGINT'],
] as const)(
  'asks for the end at the first signal (%s), and forces it at the second (%s)',
  async (first, second) => {
    const child = spawn(process.execPath, ['--import', TYPESCRIPT, SCRIPT], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line === 'up') child.kill(first);
      if (line === first) child.kill(second);
    }
    expect(lines).toEqual(['up', first, 'forced']);
    expect((await closed)[0]).toBe(1);
  },
);
