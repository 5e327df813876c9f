import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Certificates } from '../support/certificates.ts';

/** A receiver of syslog over TLS in a thread of its own: it counts messages, framed by octet count, and answers the end. */
export class TlsReceiver {
  private constructor(
    private readonly worker: Worker,
    readonly port: number,
  ) {}

  static async start({ certificate, key }: Certificates): Promise<TlsReceiver> {
    const worker = new Worker(RECEIVER, {
      eval: true,
      workerData: { cert: certificate.toString(), key: key.toString() },
    });
    const [port] = await once(worker, 'message');
    return new TlsReceiver(worker, port);
  }

  /** Resolves when so many more messages have come. */
  async messages(count: number): Promise<void> {
    this.worker.postMessage(count);
    await once(this.worker, 'message');
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}

const RECEIVER = `
  const { createServer } = require('node:tls');
  const { parentPort, workerData } = require('node:worker_threads');
  let awaited = Infinity;
  const server = createServer(workerData, (socket) => {
    let skip = 0;
    let digits = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      let at = 0;
      while (at < chunk.length) {
        if (skip > 0) {
          const taken = Math.min(skip, chunk.length - at);
          skip -= taken;
          at += taken;
          if (skip === 0 && --awaited === 0) parentPort.postMessage('all');
          continue;
        }
        const char = chunk[at++];
        if (char === 32) {
          skip = Number(digits);
          digits = '';
        } else digits += String.fromCharCode(char);
      }
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
  parentPort.on('message', (count) => { awaited = count; });
`;
