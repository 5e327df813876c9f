import { join } from 'node:path';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { EventStoreNode } from './event-store-node.ts';

/**
 * Runs each of three nodes in the foreground: as that of one node, with `REPLICATION_PORT`, and `PEERS`, the addresses of the
 * two others (`host:port,host:port`); null where there is none.
 */
export const clusterCommand: string | null = process.env.FAULTS_EVENTSTORE_CLUSTER || null;

const SIZE = 3;
const ELECTED_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 100;

interface Gossip {
  readonly members: readonly {
    readonly state: string;
    readonly isAlive: boolean;
    readonly httpEndPointPort: number;
  }[];
}

/** Three real nodes of one system's own, without TLS. */
export class EventStoreCluster {
  private constructor(readonly nodes: readonly EventStoreNode[]) {}

  static async start(command: string, dataDir: string): Promise<EventStoreCluster> {
    const ports: number[] = [];
    for (let n = 0; n < 2 * SIZE; n++) ports.push(await freePort());
    const own = ports.slice(0, SIZE);
    const nodes = own.map((port, index) => {
      const peers = own.filter((other) => other !== port).map((other) => `127.0.0.1:${other}`);
      const told = { PEERS: peers.join(','), REPLICATION_PORT: String(ports[SIZE + index]) };
      return new EventStoreNode(command, join(dataDir, `node-${index + 1}`), port, told);
    });
    const cluster = new EventStoreCluster(nodes);
    await Promise.all(nodes.map((node) => node.start()));
    return cluster;
  }

  get url(): string {
    return `esdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;
  }

  /** The node that leads; waits for one other than `former`. */
  leader(former?: EventStoreNode): Promise<EventStoreNode> {
    const found = async () => {
      const others = this.nodes.filter((node) => node !== former);
      const leading = await Promise.all(others.map(leaderBy));
      return others.find(({ port }) => leading.includes(port));
    };
    return eventually(found, ELECTED_WITHIN_MS, LOOK_AGAIN_MS) as Promise<EventStoreNode>;
  }

  async followers(): Promise<EventStoreNode[]> {
    const leader = await this.leader();
    return this.nodes.filter((node) => node !== leader);
  }

  async end(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')));
  }
}

/** The port of the leader, as a node sees it. */
async function leaderBy({ port }: EventStoreNode): Promise<number | undefined> {
  const { members }: Gossip = await fetch(`http://127.0.0.1:${port}/gossip`)
    .then((answer) => answer.json())
    .catch(() => ({ members: [] }));
  return members.find(({ state, isAlive }) => isAlive && state === 'Leader')?.httpEndPointPort;
}
