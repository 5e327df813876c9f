import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Generation } from './context.ts';
import { ANY } from './expectation.ts';
import type { EventLog } from './log.ts';
import { EventStoreDbServer } from './server.ts';

/** The server as a process of its own: prints where it is once it is ready, and ends on SIGTERM. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    nodes: { type: 'string', default: '1' },
    generation: { type: 'string', default: '24.10' },
    'no-batch-append': { type: 'boolean', default: false },
    'live-buffer': { type: 'string', default: '32' },
    'max-append-size': { type: 'string', default: String(1024 * 1024) },
    /** How many events are there from the beginning, … */
    seed: { type: 'string', default: '0' },
    /** … over how many streams, taking turns, … */
    'seed-streams': { type: 'string', default: '1' },
    /** … named after which category, … */
    'seed-category': { type: 'string', default: 'seed' },
    /** … and what they are: type, data and metadata (JSON). */
    'seed-type': { type: 'string', default: 'Seeded' },
    'seed-data': { type: 'string', default: '{}' },
    'seed-metadata': { type: 'string', default: '{}' },
  },
});

const server = await EventStoreDbServer.start({
  port: Number(values.port),
  nodes: Number(values.nodes),
  generation: values.generation as Generation,
  batchAppend: !values['no-batch-append'],
  liveBuffer: Number(values['live-buffer']),
  maxAppendSize: Number(values['max-append-size']),
});
seed(server.log);
process.stdout.write(`${server.connectionString}\n`);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));

function seed(log: EventLog): void {
  const streams = Array.from(
    { length: Number(values['seed-streams']) },
    () => `${values['seed-category']}-${randomUUID()}`,
  );
  for (let n = 0; n < Number(values.seed); n++) {
    log.append(streams[n % streams.length]!, ANY, [
      {
        id: randomUUID(),
        type: values['seed-type'],
        contentType: 'application/json',
        data: Buffer.from(values['seed-data']),
        metadata: Buffer.from(values['seed-metadata']),
      },
    ]);
  }
}
