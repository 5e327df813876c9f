/** A mail with everything on it. */
export interface Mail {
  /** The same for each attempt: mailboxes recognise a mail that comes twice by it. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly filename: string; readonly content: string }[];
}

/** Takes mails away. */
export abstract class MailTransport {
  /** How many at a time. */
  abstract readonly atOnce: number;

  /** @throws Error when the mail was not taken; its `code` says why */
  abstract send(mail: Mail): Promise<void>;

  /** Removes what it keeps itself of these mails, where it keeps copies. */
  async forget(_ids: readonly string[]): Promise<void> {}
}
