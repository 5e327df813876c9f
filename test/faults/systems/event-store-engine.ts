import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { FaultProxy } from '../../support/fault-proxy.ts';
import { freePort } from '../../support/free-port.ts';
import { clusterCommand, EventStoreCluster } from './event-store-cluster.ts';
import { EventStoreNode, eventStoreCommand } from './event-store-node.ts';

const TYPESCRIPT = fileURLToPath(import.meta.resolve('../../support/typescript.js'));
const PROTOCOL_SERVER = fileURLToPath(import.meta.resolve('../../eventstoredb/main.ts'));

/** The EventStoreDB of one system. */
export interface EventStoreEngine {
  /** For who looks on from beside: through no proxy. */
  readonly url: string;
  readonly programsUrl: string;
  /** Between the programs and a single node. */
  readonly proxy?: FaultProxy;
  /** Where it is a real one; the protocol server would forget its log. */
  readonly node?: EventStoreNode;
  readonly cluster?: EventStoreCluster;
  close(): Promise<unknown>;
}

/** A node of its own where there is a command for it, else the protocol server. */
export async function oneEventStore(dataDir: string): Promise<EventStoreEngine> {
  const node = eventStoreCommand
    ? new EventStoreNode(eventStoreCommand, dataDir, await freePort())
    : undefined;
  await node?.start();
  const server = node ? null : await startProtocolServer();
  const url = node?.url ?? server!.url;
  const proxy = new FaultProxy(new URL(url));
  await proxy.open();
  const close = async () => {
    await proxy.close();
    await node?.end('SIGKILL');
    server?.process.kill();
  };
  return { url, programsUrl: `esdb://${proxy.host}?tls=false`, proxy, ...(node && { node }), close };
}

/** Without a proxy: nodes tell programs of each other. */
export async function threeEventStores(dataDir: string): Promise<EventStoreEngine> {
  const cluster = await EventStoreCluster.start(clusterCommand!, dataDir);
  return { url: cluster.url, programsUrl: cluster.url, cluster, close: () => cluster.end() };
}

/** The protocol server, which keeps its log for as long as it runs. */
async function startProtocolServer() {
  const server = spawn(process.execPath, ['--conditions=source', '--import', TYPESCRIPT, PROTOCOL_SERVER], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  const [url] = await once(createInterface(server.stdout), 'line');
  return { url: url as string, process: server };
}
