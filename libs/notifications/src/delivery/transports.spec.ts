import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileTransport } from './file-transport.ts';
import type { Mail } from './mail-transport.ts';
import { SmtpTransport } from './smtp-transport.ts';
import { transportOf } from './transport-of.ts';

const FROM = 'Greffe <greffe@caf.example>';
const mail: Mail = {
  id: '1f1b2c3d-0000-5000-8000-000000000001',
  to: { name: 'Zoé Œuvrard', address: 'zoe@mairie.example' },
  subject: 'Votre code d’accès',
  text: 'Bonjour Zoé,\n\nVotre code : A000123\n',
  attachments: [],
};

describe('FileTransport', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greffe-mail-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes a message that mail programs open, once, for its owner’s eyes', async () => {
    const transport = new FileTransport(join(folder, 'mail'), FROM);
    await transport.send(mail);
    await transport.send(mail);
    expect(await readdir(join(folder, 'mail'))).toEqual([`${mail.id}.eml`]);
    const file = join(folder, 'mail', `${mail.id}.eml`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const message = await readFile(file, 'utf8');
    expect(message).toContain('From: Greffe <greffe@caf.example>');
    expect(message).toContain('zoe@mairie.example');
    expect(message).toContain(`Message-ID: <${mail.id}@greffe>`);
    expect(message).toContain('Auto-Submitted: auto-generated');
    expect(decoded(message)).toContain('Bonjour Zoé,\n\nVotre code : A000123');
  });
});

describe('a mail with a checkpoint', () => {
  it('has it as a file, byte for byte', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greffe-mail-'));
    const content = `greffe.example\n12\nAAAA=\n\n— greffe.example ${'x'.repeat(3200)}\n`;
    const attachments = [{ filename: 'point-de-controle.txt', content }];
    await new FileTransport(folder, FROM).send({ ...mail, attachments });
    const message = await readFile(join(folder, `${mail.id}.eml`), 'utf8');
    expect(message).toContain('filename=point-de-controle.txt');
    expect(decoded(message.slice(message.lastIndexOf('Content-Type')))).toContain(content);
    await rm(folder, { recursive: true });
  });
});

describe('SmtpTransport', () => {
  let server: Server;
  let received: string[];
  let answer: string;
  beforeAll((done) => {
    server = createServer(serve).listen(0, '127.0.0.1', done);
  });
  afterAll((done) => {
    server.close(done);
  });
  beforeEach(() => {
    received = [];
    answer = '250 OK';
  });

  /** As much of a mail server as it takes. */
  function serve(socket: Socket): void {
    let data = '';
    let inData = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      data += chunk.toString('utf8');
      for (let end = data.indexOf('\r\n'); end >= 0; end = data.indexOf('\r\n')) {
        const line = data.slice(0, end);
        data = data.slice(end + 2);
        received.push(line);
        if (inData && line !== '.') continue;
        if (line === 'DATA') {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (line === '.') {
          inData = false;
          socket.write(`${answer}\r\n`);
        } else socket.write(line.startsWith('EHLO') ? '250 test\r\n' : '250 OK\r\n');
      }
    });
    socket.on('error', () => {});
  }
  const transport = () =>
    new SmtpTransport(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`, FROM);

  it('hands a mail to the server', async () => {
    await transport().send(mail);
    expect(received).toContain('RCPT TO:<zoe@mairie.example>');
    expect(received).toContain(`Message-ID: <${mail.id}@greffe>`);
  });

  it('fails with a code when the server does not take it, or is away', async () => {
    answer = '451 try later zoe@mairie.example';
    await expect(transport().send(mail)).rejects.toMatchObject({ code: 'EMESSAGE' });
    const away = new SmtpTransport('smtp://127.0.0.1:1', FROM);
    await expect(away.send(mail)).rejects.toMatchObject({ code: 'ESOCKET' });
  });
});

describe('how mails leave', () => {
  const settings = { mailFrom: FROM, dataDir: '/data', smtpUrl: undefined, databaseUrl: undefined } as const;

  it('by the mail server that is named, else as files', () => {
    const smtpUrl = 'smtp://127.0.0.1:1';
    expect(transportOf({ ...settings, environment: 'production', smtpUrl })).toBeInstanceOf(SmtpTransport);
    expect(transportOf({ ...settings, environment: 'production' })).toBeInstanceOf(FileTransport);
  });

  it('not at all where the outbox is shared, for real, and no server is named: others may know one', async () => {
    const shared = { ...settings, databaseUrl: 'postgres://db/greffe' };
    expect(transportOf({ ...shared, environment: 'development' })).toBeInstanceOf(FileTransport);
    const missing = transportOf({ ...shared, environment: 'production' });
    await expect(missing.send(mail)).rejects.toMatchObject({ code: 'SMTP_URL_UNSET' });
  });
});

/** The body, whichever of the two encodings it came in. */
function decoded(message: string): string {
  const body = message.slice(message.indexOf('\n\n') + 2);
  if (/base64/i.test(message)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
