import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { inTurn } from '#platform';
import { type Mail, MailTransport } from './mail-transport.ts';
import { envelopeOf } from './smtp-transport.ts';

/** Without a mail server: each mail becomes a file that mail programs open. They hold links, so only the owner reads them. */
export class FileTransport extends MailTransport {
  /** What has to be looked up for them is asked together. */
  override readonly atOnce = 50;
  readonly #composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    const { message } = await this.#composer.sendMail(envelopeOf(mail, this.from));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = join(this.folder, `${mail.id}.eml`);
    await writeFile(`${file}.part`, message, { mode: 0o600 });
    await rename(`${file}.part`, file);
  }

  override async forget(ids: readonly string[]): Promise<void> {
    await inTurn(ids, (id) => rm(join(this.folder, `${id}.eml`), { force: true }), this.atOnce);
  }
}
