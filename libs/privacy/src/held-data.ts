import { Injectable } from '@nestjs/common';
import { type HolderId, Holders } from '#accounts';
import { CommandHandling } from '#event-sourcing';
import { Clock, type Principal } from '#platform';
import { dataAccess, mustBeGranted } from './domain/data-access.ts';
import { type Forgotten, OBSTACLES } from './domain/erasure.ts';
import { ForgottenPeople, nameOf } from './forgotten-people.ts';
import { PersonalDataQuery } from './read-models/privacy/personal-data-query.ts';
import { RetentionQuery } from './read-models/privacy/query.ts';
import type { HeldDataView } from './read-models/privacy/view.ts';

/** What is known of somebody whom the reader answers for. */
@Injectable()
export class HeldData {
  constructor(
    private readonly holders: Holders,
    private readonly people: ForgottenPeople,
    private readonly retention: RetentionQuery,
    private readonly personalData: PersonalDataQuery,
    private readonly commands: CommandHandling,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal holder-not-found */
  async forgotten(id: HolderId, reader: Principal): Promise<Forgotten> {
    const { person, account } = await this.holders.one(id, reader);
    const personId = person?.id ?? null;
    const userCodes = personId === null ? [account!.userCode] : await this.people.codesOf(personId);
    return { personId, userCodes, cafId: reader.organism.id };
  }

  /** The same for the file of it. @throws Refusal data-access-not-granted, too */
  async granted(id: HolderId, reader: Principal): Promise<Forgotten> {
    const forgotten = await this.forgotten(id, reader);
    const state = await this.commands.load(dataAccess, nameOf(forgotten));
    mustBeGranted(state, forgotten.cafId, reader.userCode, this.clock.now());
    return forgotten;
  }

  /** Whoever it is, for the operator. @throws Refusal holder-not-found */
  async anybody(id: HolderId): Promise<Omit<Forgotten, 'cafId'>> {
    const { personId, userCode } = await this.retention.known(id);
    const userCodes = personId === null ? [userCode!] : await this.people.codesOf(personId);
    return { personId, userCodes };
  }

  async of(id: HolderId, reader: Principal): Promise<HeldDataView> {
    const forgotten = await this.forgotten(id, reader);
    const name = nameOf(forgotten);
    const [erasure, freeze, obstacle, announcedFor, access] = await Promise.all([
      this.personalData.erasureOf(name, reader),
      this.personalData.freezeOf(name, reader.organism.id, this.clock.now()),
      this.people.obstacleTo(forgotten),
      this.personalData.announcedOf(name),
      this.personalData.accessOf(name, reader),
    ]);
    return {
      erasure,
      freeze,
      announcedFor,
      access,
      obstacle: obstacle && { code: obstacle, sentence: OBSTACLES[obstacle] },
    };
  }
}
