import { Injectable } from '@nestjs/common';
import { AccountsQuery } from '#accounts';
import { Clock, deriveId, type Instant, inTurn, QUERIES_AT_ONCE, type UserRole } from '#platform';
import type { Notice } from '../domain/notices.ts';
import { Outbox } from './outbox.ts';

export interface RoleNotice {
  readonly organismId: string;
  readonly role: UserRole;
  readonly notice: Notice;
  readonly usefulUntil: Instant;
  /** What the notice is about: it goes to each addressee once. */
  readonly about: readonly (string | number)[];
}

/** Mail to all who may act for an organism in a role. */
@Injectable()
export class RoleMail {
  constructor(
    private readonly accounts: AccountsQuery,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Answers how many had not been told yet. */
  async tell(notices: readonly RoleNotice[]): Promise<number> {
    if (notices.length === 0) return 0;
    const now = this.clock.now();
    const contacts = await this.accounts.contactsOfEach(notices);
    const mails = notices.flatMap(({ notice, usefulUntil, about }, index) =>
      contacts[index]!.map(({ userCode }) => ({
        id: deriveId(notice.template, ...about.map(String), userCode),
        userCode,
        notice,
        usefulUntil,
      })),
    );
    const unknown = await this.outbox.unknown(mails.map(({ id }) => id));
    let told = 0;
    const queue = async (mail: (typeof mails)[number]) => {
      if (await this.outbox.queue(mail, now)) told++;
    };
    const missing = mails.filter(({ id }) => unknown.has(id));
    await inTurn(missing, queue, QUERIES_AT_ONCE);
    return told;
  }
}
