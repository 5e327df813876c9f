import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { certificates, makeCertificate, signedBy } from './certificates.ts';

const run = promisify(execFile);

const CONFIGURATION = `
[tsa]
default_tsa = authority
[authority]
serial = ./serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
`;

const FOR_TIMESTAMPS = [
  ...['-addext', 'extendedKeyUsage=critical,timeStamping'],
  ...['-addext', 'basicConstraints=critical,CA:FALSE'],
];

/** Tests with an authority of timestamps, or one skipped test that says why. */
export const describeWithAuthority = (name: string, tests: () => void): void =>
  certificates ? describe(name, tests) : describe.skip(`${name} (skipped: no openssl)`, tests);

/** An authority of timestamps (RFC 3161) on this machine, whose answers OpenSSL makes. */
export class TimestampAuthority {
  /** How many requests it was sent. */
  asked = 0;
  /** What it answers in place of the truth, where a test says so. */
  answers: ((truth: Buffer) => { status: number; body: Buffer }) | null = null;
  readonly #folder = mkdtempSync(join(tmpdir(), 'authority-'));
  readonly #server = createServer(async (request, response) => {
    this.asked++;
    const truth = await this.reply(await buffer(request));
    const { status, body } = this.answers?.(truth) ?? { status: 200, body: truth };
    response.writeHead(status, { 'Content-Type': 'application/timestamp-reply' }).end(body);
  });

  static async start(): Promise<TimestampAuthority> {
    const authority = new TimestampAuthority();
    await makeCertificate(authority.#folder, 'ca', 'Timestamp root');
    await makeCertificate(authority.#folder, 'tsa', 'Timestamps', [...signedBy('ca'), ...FOR_TIMESTAMPS]);
    await new Promise<void>((resolve) => authority.#server.listen(0, '127.0.0.1', resolve));
    return authority;
  }

  private constructor() {
    writeFileSync(this.file('tsa.cnf'), CONFIGURATION);
    writeFileSync(this.file('serial'), '01\n');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/tsa`;
  }

  /** Of whom it can be trusted by. */
  get caFile(): string {
    return this.file('ca.pem');
  }

  get ca(): string {
    return readFileSync(this.caFile, 'utf8');
  }

  /** Whether OpenSSL finds that the answer in `response` is of what `data` holds. */
  verifies(data: string, response: string): boolean {
    try {
      const said = execFileSync(
        'openssl',
        ['ts', '-verify', '-data', data, '-in', response, '-CAfile', this.caFile],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      );
      return said.includes('Verification: OK');
    } catch {
      return false;
    }
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  private async reply(query: Buffer): Promise<Buffer> {
    const [asked, answer] = [this.file(`${this.asked}.tsq`), this.file(`${this.asked}.tsr`)];
    writeFileSync(asked, query);
    await run(
      'openssl',
      [
        ...['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', asked, '-out', answer],
        ...['-signer', 'tsa.pem', '-inkey', 'tsa.key', '-chain', 'ca.pem'],
      ],
      { cwd: this.#folder },
    );
    return readFileSync(answer);
  }

  private file(name: string): string {
    return join(this.#folder, name);
  }
}
