import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { ConfigurationError } from './config/config.ts';
import { expectFreePorts } from './free-ports.ts';

describe('ports that this process will listen on', () => {
  const host = '127.0.0.1';
  let other: Server;
  let taken: number;
  beforeEach(async () => {
    other = createServer().listen(0, host);
    await once(other, 'listening');
    taken = (other.address() as AddressInfo).port;
  });
  afterEach(() => other.close());

  it('may be any free ones, as often as one looks', async () => {
    other.close();
    await once(other, 'close');
    for (let n = 0; n < 2; n++) await expectFreePorts({ host, port: taken, metricsPort: taken });
    await expectFreePorts({ host, port: 0 });
  });

  it.each([
    ['PORT', () => ({ port: taken })],
    ['METRICS_PORT', () => ({ port: 0, metricsPort: taken })],
  ])('are refused in one line that says what to do when %s is taken', async (variable, ports) => {
    const refused = expectFreePorts({ host, ...ports() });
    await expect(refused).rejects.toThrow(ConfigurationError);
    await expect(refused).rejects.toThrow(
      `Configuration: ${variable} ${taken} is taken: end what listens there, or set ${variable} to another port`,
    );
  });

  it('must be on this machine', async () => {
    await expect(expectFreePorts({ host: '192.0.2.1', port: 0 })).rejects.toThrow(
      'HOST 192.0.2.1 is no address of this machine',
    );
  });
});
