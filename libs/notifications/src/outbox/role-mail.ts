import { Injectable } from '@nestjs/common';
import { AccountsQuery } from '#accounts';
import { Clock, deriveId, type Instant, type UserRole } from '#platform';
import type { Notice } from '../domain/notices.ts';
import { Outbox } from './outbox.ts';

interface RoleNotice {
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
  async tell({ organismId, role, notice, usefulUntil, about }: RoleNotice): Promise<number> {
    const now = this.clock.now();
    let told = 0;
    for (const { userCode } of await this.accounts.contacts(organismId, role)) {
      const id = deriveId(notice.template, ...about.map(String), userCode);
      if (await this.outbox.queue({ id, userCode, notice, usefulUntil }, now)) told++;
    }
    return told;
  }
}
