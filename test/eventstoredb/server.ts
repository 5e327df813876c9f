import { randomUUID } from 'node:crypto';
import { ServerCredentials } from '@grpc/grpc-js';
import type { Certificates } from '../support/certificates.ts';
import type { BatchAppendCall } from './batch-append.ts';
import type { Credentials, Generation, NodeContext } from './context.ts';
import { failures } from './errors.ts';
import { ANY } from './expectation.ts';
import { EventLog } from './log.ts';
import { type Ending, Misbehaviour } from './misbehaviour.ts';
import { ServerNode } from './node.ts';
import { addServices } from './services.ts';
import type { Subscription } from './subscriptions.ts';

const MEBIBYTE = 1024 * 1024;

/** Positions of the log do not fit a Number, unless asked otherwise: who makes one of them loses events. */
const FIRST_POSITION = 2n ** 53n + 1n;

const VERSIONS: Record<Generation, string> = { '22.10': '22.10.5', '24.10': '25.0.0', '24.10.4': '24.10.4' };

export interface ServerOptions {
  /** The port of the first node; any by default. */
  readonly port?: number;
  /** How many nodes serve the log; the first one leads. */
  readonly nodes?: number;
  readonly generation?: Generation;
  /** Whether clients learn that there is `BatchAppend`: they use it whenever they have no credentials of the call. */
  readonly batchAppend?: boolean;
  /** A log to go on with: that of a server that has stopped, for instance. */
  readonly log?: EventLog;
  readonly firstPosition?: bigint;
  readonly tls?: Certificates;
  /** Who may read and write. Clients send credentials over TLS only. */
  readonly credentials?: Credentials;
  /** Most bytes in one append. */
  readonly maxAppendSize?: number;
  /** Most events that may wait for a live subscription. */
  readonly liveBuffer?: number;
  /** How many events of its own the log begins with, as that of a real server does. */
  readonly ownEvents?: number;
  /** Writes one of the server's own `$stats` events after every so many others. */
  readonly statsEvery?: number;
  /** How long an append is being indexed: a repetition that comes meanwhile is dropped without a word, … */
  readonly indexingMs?: number;
  /** … and answered after so long that it timed out. */
  readonly commitTimeoutMs?: number;
}

/**
 * An EventStoreDB server for tests and benches: the real protocol on loopback, its log in memory, and faults on
 * demand. Not there: links, persistent subscriptions, projections, soft deletion, and the effect of `$maxCount`,
 * `$maxAge`, `$tb` and access lists, which are kept as any other metadata.
 */
export class EventStoreDbServer {
  readonly log: EventLog;
  readonly misbehave = new Misbehaviour();
  readonly nodes: readonly ServerNode[];
  readonly #options: ServerOptions;
  readonly #subscriptions = new Set<Subscription>();
  readonly #batchAppends = new Set<BatchAppendCall>();
  #leader: ServerNode | null;

  /** @throws Error when the port is taken */
  static async start(options: ServerOptions = {}): Promise<EventStoreDbServer> {
    const server = new EventStoreDbServer(options);
    const [first, ...others] = server.nodes;
    await first!.open(options.port ?? 0);
    for (const node of others) await node.open();
    return server;
  }

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.log = options.log ?? new EventLog(options.firstPosition ?? FIRST_POSITION);
    const credentials = credentialsOf(options.tls);
    this.nodes = Array.from({ length: options.nodes ?? 1 }, () => new ServerNode(credentials));
    this.#leader = this.nodes[0]!;
    for (let n = 0; n < (options.ownEvents ?? 0); n++) this.log.append('$users', ANY, [ownEvent('$User')]);
    if (options.statsEvery) makeNoise(this.log, options.statsEvery);
    for (const node of this.nodes) {
      addServices(node.grpc, this.#contextOf(node), {
        version: VERSIONS[this.#generation],
        batchAppend: options.batchAppend ?? true,
        members: () =>
          this.nodes.map(({ host, port, isOpen, isSilent }, index) => ({
            host,
            port,
            isAlive: isOpen && !isSilent,
            isLeader: this.nodes[index] === this.#leader,
          })),
      });
    }
  }

  /** @throws Error while nobody leads */
  get leader(): ServerNode {
    if (!this.#leader) throw new Error('No node leads');
    return this.#leader;
  }

  get followers(): readonly ServerNode[] {
    return this.nodes.filter((node) => node !== this.#leader);
  }

  /** Another node leads from now on. */
  elect(node: ServerNode): void {
    this.#leader = node;
  }

  /** A node vanishes. When it led, nobody does until another is elected. */
  async lose(node: ServerNode): Promise<void> {
    if (node === this.#leader) this.#leader = null;
    await node.close();
  }

  /** A node hangs. When it led, nobody does until another is elected. */
  hang(node: ServerNode): void {
    if (node === this.#leader) this.#leader = null;
    node.isSilent = true;
  }

  /** Names all nodes; the client asks them who leads when there are several. */
  get connectionString(): string {
    return this.connectionStringTo(...this.nodes);
  }

  /** Finds the cluster through one node. */
  get discoveryString(): string {
    return this.connectionStringTo(this.nodes[0]!).replace('esdb://', 'esdb+discover://');
  }

  connectionStringTo(...nodes: readonly ServerNode[]): string {
    const { tls, credentials } = this.#options;
    const user = credentials ? `${credentials.username}:${credentials.password}@` : '';
    const hosts = nodes.map(({ host, port }) => `${host}:${port}`).join(',');
    const query = tls ? `tls=true&tlsCAFile=${encodeURIComponent(tls.caFile)}` : 'tls=false';
    return `esdb://${user}${hosts}?${query}`;
  }

  /** How many subscriptions there are. */
  get subscriptions(): number {
    return this.#subscriptions.size;
  }

  /** How many events the present subscriptions have been given. */
  get delivered(): number {
    return [...this.#subscriptions].reduce((sum, { delivered }) => sum + delivered, 0);
  }

  /** Ends all subscriptions. */
  endSubscriptions(how: Ending): void {
    for (const subscription of [...this.#subscriptions]) subscription.end(how);
  }

  /** How many `BatchAppend` calls are open. */
  get batchAppends(): number {
    return this.#batchAppends.size;
  }

  /** Ends all `BatchAppend` calls. */
  endBatchAppends(how: 'completed' | 'unavailable'): void {
    for (const call of [...this.#batchAppends]) {
      if (how === 'completed') call.end();
      else call.emit('error', failures.unavailable());
    }
  }

  /** Nobody listens on any port any more; the log stays. */
  async leave(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
  }

  /** Listens again, on the same ports. */
  async comeBack(): Promise<void> {
    for (const node of this.nodes) await node.open();
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end()));
  }

  get #generation(): Generation {
    return this.#options.generation ?? '24.10';
  }

  #contextOf(node: ServerNode): NodeContext {
    return {
      log: this.log,
      misbehave: this.misbehave,
      generation: this.#generation,
      credentials: this.#options.credentials,
      maxAppendSize: this.#options.maxAppendSize ?? MEBIBYTE,
      liveBuffer: this.#options.liveBuffer ?? 32,
      indexingMs: this.#options.indexingMs ?? 20,
      commitTimeoutMs: this.#options.commitTimeoutMs ?? 2000,
      subscriptions: this.#subscriptions,
      batchAppends: this.#batchAppends,
      isLeader: () => node === this.#leader,
      leader: () => this.#leader,
      cut: (peer) => node.cut(peer),
    };
  }
}

const ownEvent = (type: string) => ({
  id: randomUUID(),
  type,
  contentType: 'application/json',
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
});

function makeNoise(log: EventLog, every: number): void {
  let written = log.events.length;
  log.listen(() => {
    if (log.events.length - written < every) return;
    written = log.events.length + 1;
    log.append('$stats-127.0.0.1:2113', ANY, [ownEvent('$statsCollected')]);
  });
}

function credentialsOf(tls: Certificates | undefined): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }]);
}
