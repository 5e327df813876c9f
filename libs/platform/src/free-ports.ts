import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Config, ConfigurationError } from './config/config.ts';

/**
 * Looks before anything is made whether this process will be able to listen.
 * @throws ConfigurationError in one line, with what to do
 */
export async function expectFreePorts({
  host,
  port,
  metricsPort = 0,
}: Pick<Config, 'host' | 'port' | 'metricsPort'>): Promise<void> {
  await expectFree(host, port, { host: 'HOST', port: 'PORT' });
  await expectFree(host, metricsPort, { host: 'HOST', port: 'METRICS_PORT' });
}

/**
 * @param named what they were told by: a variable, an option
 * @throws ConfigurationError as above
 */
export async function expectFree(
  host: string,
  port: number,
  named: { readonly host: string; readonly port: string },
): Promise<void> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new ConfigurationError(`Configuration: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
  server.close();
  await once(server, 'close');

  function reasonOf({ code, message }: NodeJS.ErrnoException): string {
    if (code === 'EADDRINUSE')
      return `${named.port} ${port} is taken: end what listens there, or set ${named.port} to another port`;
    if (code === 'EACCES') return `${named.port} ${port} is not for this user: set a port from 1024 on`;
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      return `${named.host} ${host} is no address of this machine`;
    return `${named.port}: ${message}`;
  }
}
