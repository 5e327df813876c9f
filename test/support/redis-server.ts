import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

const PLACES = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'];

/** The Redis of this machine; null when there is none, and a failure where nothing may be skipped. */
export const redisPath: string | null = process.env.REDIS_SERVER_PATH ?? PLACES.find(existsSync) ?? null;
if (!redisPath && process.env.CI) throw new Error('CI needs Redis: install the package `redis-server`');

/** Tests on a real Redis, or one skipped test that says why. */
export const describeWithRedis = (name: string, tests: () => void): void =>
  redisPath
    ? describe(name, tests)
    : describe.skip(`${name} (skipped: no redis-server, set REDIS_SERVER_PATH)`, tests);

/** A Redis of one suite's own, which keeps nothing on disk: one that is started again is empty. */
export class RedisServer {
  #process: ChildProcess | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'greffe-redis-'));

  private constructor(
    readonly port: number,
    private readonly policy: string,
  ) {}

  /** On a free port, running. */
  static async start(policy = 'noeviction'): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), policy);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const disk = ['--dir', this.#folder, '--rdbcompression', 'no'];
    this.#process = spawn(redisPath!, [...options, ...disk, '--maxmemory-policy', this.policy], {
      stdio: 'ignore',
    });
    await eventually(() => this.ask((redis) => redis.ping()));
  }

  /** As a crash ends it. */
  async kill(): Promise<void> {
    const ending = this.#process;
    this.#process = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill('SIGKILL');
    await once(ending, 'exit');
  }

  /** It no longer answers, and its connections stay open. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Every value it holds, as text. */
  everything(): Promise<string> {
    return this.ask(async (redis) => {
      const found: unknown[] = [];
      for (const key of await redis.keys('*')) {
        const type = await redis.type(key);
        if (type === 'hash') found.push(key, await redis.hgetall(key));
        if (type === 'stream') found.push(key, await redis.xrange(key, '-', '+'));
        if (type === 'zset') found.push(key, await redis.zrange(key, '0', '-1'));
        if (type === 'list') found.push(key, await redis.lrange(key, 0, -1));
        if (type === 'string') found.push(key, await redis.get(key));
      }
      return JSON.stringify(found);
    });
  }

  /** The bytes that it writes to disk when it is told to, as text. They are not kept. */
  async saved(): Promise<string> {
    await this.ask((redis) => redis.save());
    const file = join(this.#folder, 'dump.rdb');
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    return text;
  }

  /** On a connection that lasts for one question. */
  async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => {});
    try {
      await redis.connect();
      return await question(redis);
    } finally {
      // Of a connection that there never was, it would wait for the end for two seconds.
      if (redis.status !== 'end') redis.disconnect();
    }
  }
}
