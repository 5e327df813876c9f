import { join } from 'node:path';
import type { Config } from '#platform';
import { FileTransport } from './file-transport.ts';
import { MailTransport } from './mail-transport.ts';
import { SmtpTransport } from './smtp-transport.ts';

type Settings = Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir' | 'environment' | 'databaseUrl'>;

/** The mail server that the configuration names, or files where it names none. */
export function transportOf(config: Settings): MailTransport {
  const { smtpUrl, mailFrom, dataDir, environment, databaseUrl } = config;
  if (smtpUrl) return new SmtpTransport(smtpUrl, mailFrom);
  return environment === 'production' && databaseUrl
    ? new MissingTransport()
    : new FileTransport(join(dataDir, 'mail'), mailFrom);
}

/**
 * Of a program that others share the outbox with, and that was not told of their mail server: what it put in a file would
 * count as sent, and reach nobody.
 */
class MissingTransport extends MailTransport {
  override readonly atOnce = 1;

  async send(): Promise<never> {
    throw Object.assign(new Error('SMTP_URL is not set'), { code: 'SMTP_URL_UNSET' });
  }
}
