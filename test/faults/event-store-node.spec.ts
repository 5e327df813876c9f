import { tmpdir } from 'node:os';
import { freePort } from '../support/free-port.ts';
import { EventStoreNode } from './systems/event-store-node.ts';

const SERVER =
  'exec node --conditions=source --import ./test/support/typescript.js test/eventstoredb/main.ts --port "$PORT"';

const known = process.env.EVENTSTORE_URL;
afterEach(() => {
  if (known === undefined) delete process.env.EVENTSTORE_URL;
  else process.env.EVENTSTORE_URL = known;
});

it('runs a server without what our programs are told, at which it would end', async () => {
  process.env.EVENTSTORE_URL = 'esdb://elsewhere:2113?tls=false';
  const command = `test -z "$EVENTSTORE_URL" && ${SERVER}`;
  const node = new EventStoreNode(command, tmpdir(), await freePort(), { NODE_OPTIONS: '' });
  try {
    await node.start();
  } finally {
    await node.end('SIGTERM');
  }
});
