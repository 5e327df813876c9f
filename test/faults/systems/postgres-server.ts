import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform';

/** A durable PostgreSQL of one system's own, which comes back at the same address. */
export class PostgresServer {
  private constructor(
    private readonly dataDir: string,
    private server: EmbeddedPostgres,
  ) {}

  static async start(dataDir: string): Promise<PostgresServer> {
    return new PostgresServer(dataDir, await startEmbeddedPostgres({ dataDir }));
  }

  get url(): string {
    return this.server.url;
  }

  /** As an operator does it. */
  async restart(): Promise<void> {
    await this.server.stop();
    await this.startAgain();
  }

  /** As a crash does it: what was not yet on its way to the disk is gone. */
  async crash(): Promise<void> {
    await killPostgres(this.dataDir);
    await this.server.stop();
    await this.startAgain();
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  private async startAgain(): Promise<void> {
    this.server = await startEmbeddedPostgres({
      dataDir: this.dataDir,
      port: Number(new URL(this.server.url).port),
    });
  }
}

/** kill -9 of the server that runs over `dataDir`; its other processes end with it. */
export async function killPostgres(dataDir: string): Promise<void> {
  const [pid] = (await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
}
