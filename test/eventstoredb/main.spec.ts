import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { all, event, testServers } from './client.fixture.ts';

const { connect } = testServers();

it('runs as a process of its own, with events from the beginning, until SIGTERM', async () => {
  const server = spawn(
    process.execPath,
    [
      ...['--conditions=source', '--import', './test/support/typescript.js', 'test/eventstoredb/main.ts'],
      ...['--seed', '100', '--seed-streams', '4', '--seed-category', 'seed', '--seed-data', '{"n":7}'],
    ],
    { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const [connectionString] = await once(createInterface(server.stdout), 'line');
    const client = connect(connectionString);
    const seeded = await all(client.readAll());
    expect(seeded).toHaveLength(100);
    expect(seeded[99]!.event).toMatchObject({ revision: 24n, type: 'Seeded', data: { n: 7 } });
    await client.appendToStream('tried-1', event(0));
  } finally {
    server.kill('SIGTERM');
  }
  await expect(once(server, 'exit')).resolves.toEqual([0, null]);
});
