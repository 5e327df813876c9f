import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** An authority of one day, and the certificate it gave to the loopback. */
export interface Certificates {
  /** The authority's own certificate, for clients. */
  readonly caFile: string;
  readonly certificate: Buffer;
  readonly key: Buffer;
}

const run = promisify(execFile);
const FOR_A_DAY = [
  ...['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  ...['-noenc', '-days', '1'],
];
const FOR_A_SERVER = [
  ...['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
  ...['-addext', 'basicConstraints=critical,CA:FALSE'],
];

/** This process's own; null where no `openssl` makes them, and a failure where nothing may be skipped. */
export const certificates: Certificates | null = await makeCertificates();
if (!certificates && process.env.CI) throw new Error('CI needs OpenSSL 3: install the package `openssl`');

/** Tests over TLS, or one skipped test that says why. */
export const describeOverTls = (name: string, tests: () => void): void =>
  certificates
    ? describe(name, tests)
    : describe.skip(`${name} (skipped: no openssl that makes certificates)`, tests);

/** Makes a key and its certificate in a folder, `<name>.key` and `<name>.pem`; `extra`: further arguments of `openssl req`. */
export async function makeCertificate(
  folder: string,
  name: string,
  subject: string,
  extra: readonly string[] = [],
): Promise<void> {
  const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
  await run('openssl', ['req', ...FOR_A_DAY, '-subj', `/CN=${subject}`, ...files, ...extra], { cwd: folder });
}

/** Signed by an authority whose key and certificate are in the folder. */
export function signedBy(name: string): readonly string[] {
  return ['-CA', `${name}.pem`, '-CAkey', `${name}.key`];
}

/** Makes them anew with the `openssl` command; null where there is none that can. */
async function makeCertificates(): Promise<Certificates | null> {
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  const file = (name: string) => join(folder, name);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    await makeCertificate(folder, 'ca', 'Test authority');
    await makeCertificate(folder, 'server', 'localhost', [...signedBy('ca'), ...FOR_A_SERVER]);
    return {
      caFile: file('ca.pem'),
      certificate: await readFile(file('server.pem')),
      key: await readFile(file('server.key')),
    };
  } catch {
    return null;
  }
}
