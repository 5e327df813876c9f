import { createTransport, type Transporter } from 'nodemailer';
import { type Mail, MailTransport } from './mail-transport.ts';

const TIMEOUT_MS = 15_000;
const CONNECTIONS = 4;

/** A real mail server. */
export class SmtpTransport extends MailTransport {
  override readonly atOnce = CONNECTIONS;
  readonly #transporter: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.#transporter = createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    });
  }

  async send(mail: Mail): Promise<void> {
    await this.#transporter.sendMail(envelopeOf(mail, this.from));
  }

  close(): void {
    this.#transporter.close();
  }
}

/** What nodemailer makes a message of. */
export const envelopeOf = ({ id, to, subject, text, attachments }: Mail, from: string) => ({
  from,
  to,
  subject,
  text,
  attachments: [...attachments],
  messageId: `<${id}@greffe>`,
  headers: { 'Auto-Submitted': 'auto-generated' },
});
