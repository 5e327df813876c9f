/** A process of its own that runs the embedded PostgreSQL in a folder, until it is killed or hears SIGTERM. */
import { startEmbeddedPostgres } from '../../libs/platform/src/postgres/embedded-postgres.ts';

const dataDir = process.argv[2]!;
try {
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
  process.stdout.write(`${server.url}\n`);
} catch (error) {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
}
