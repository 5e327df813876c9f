import { Injectable } from '@nestjs/common';
import { type HolderId, Holders } from '#accounts';
import { Clock, type Principal } from '#platform';
import type { Forgotten } from './domain/erasure.ts';
import { ForgottenPeople, nameOf } from './forgotten-people.ts';
import { RetentionQuery } from './read-models/privacy/query.ts';
import type { HeldDataView } from './read-models/privacy/view.ts';

/** What is known of somebody whom the reader answers for. */
@Injectable()
export class HeldData {
  constructor(
    private readonly holders: Holders,
    private readonly people: ForgottenPeople,
    private readonly retention: RetentionQuery,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal holder-not-found */
  async forgotten(id: HolderId, reader: Principal): Promise<Forgotten> {
    const { person, account } = await this.holders.one(id, reader);
    const personId = person?.id ?? null;
    const userCodes = personId === null ? [account!.userCode] : await this.people.codesOf(personId);
    return { personId, userCodes, cafId: reader.organism.id };
  }

  async of(id: HolderId, reader: Principal): Promise<HeldDataView> {
    const forgotten = await this.forgotten(id, reader);
    const name = nameOf(forgotten);
    const [erasure, freeze, obstacle] = await Promise.all([
      this.retention.erasureOf(name, reader.userCode),
      this.retention.freezeOf(name, this.clock.now()),
      this.people.obstacleTo(forgotten),
    ]);
    return { erasure, freeze, obstacle };
  }
}
