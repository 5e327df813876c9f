import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** An authority of one day, and the certificate it gave to the loopback. */
export interface Certificates {
  /** The authority's own certificate, for clients. */
  readonly caFile: string;
  readonly certificate: Buffer;
  readonly key: Buffer;
  remove(): Promise<void>;
}

const run = promisify(execFile);

/** Makes them anew with `openssl`; `undefined` where there is none that can, and a failure where nothing may be skipped. */
export async function makeCertificates(): Promise<Certificates | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'eventstoredb-'));
  const file = (name: string) => join(folder, name);
  const make = (name: string, subject: string, ...more: string[]) =>
    run('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-noenc',
        '-days',
        '1',
      ],
      ...['-subj', `/CN=${subject}`, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)],
      ...more,
    ]);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await make('ca', 'Test authority');
    await make('server', 'localhost', '-CA', file('ca.pem'), '-CAkey', file('ca.key'), ...FOR_A_SERVER);
    return {
      caFile: file('ca.pem'),
      certificate: await readFile(file('server.pem')),
      key: await readFile(file('server.key')),
      remove,
    };
  } catch (cause) {
    await remove();
    if (process.env.CI) throw new Error('CI needs OpenSSL 3: install the package `openssl`', { cause });
    return undefined;
  }
}

const FOR_A_SERVER = [
  ...['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
  ...['-addext', 'basicConstraints=critical,CA:FALSE'],
];
