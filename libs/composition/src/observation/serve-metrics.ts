import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engines } from '../engines.ts';
import type { Metrics } from './metrics.ts';

/** Metrics that Prometheus can fetch. */
export interface ServedMetrics {
  /** Where; null when nothing is served. */
  readonly port: number | null;
  stop(): Promise<void>;
}

/**
 * Serves `GET /metrics`, and nothing else, on `HOST` and `METRICS_PORT`; nothing at all where it is unset.
 * There is no access control: the port is for the network of the machines alone.
 * @throws Error when the port is taken
 */
export async function serveMetrics({
  config,
  metrics,
}: Pick<Engines, 'config' | 'metrics'>): Promise<ServedMetrics> {
  if (config.metricsPort === undefined) return { port: null, stop: async () => {} };
  metrics.describeProcess();
  const server = createServer((request, response) => void answer(metrics, request, response));
  server.listen(config.metricsPort, config.host);
  await once(server, 'listening');
  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

async function answer(
  metrics: Metrics,
  { method, url }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (method !== 'GET' || url !== '/metrics') {
    response.writeHead(404).end();
    return;
  }
  try {
    const samples = await metrics.scrape();
    response.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(samples);
  } catch {
    response.writeHead(500).end();
  }
}
