import { Injectable } from '@nestjs/common';
import { AccountsQuery } from '#accounts';
import { HoldingsQuery } from '#habilitations';
import { type CalendarDate, Clock } from '#platform';

export interface ToReactivate {
  /** Blocked for want of use; nobody has asked the Caf for their unblocking. */
  readonly blocked: number;
  /** That disuse will block before the day. */
  readonly ending: number;
}

/** The codes of a partner that will not open the portal on a day, unless somebody acts (R21). */
@Injectable()
export class CodesToReactivate {
  constructor(
    private readonly accounts: AccountsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly clock: Clock,
  ) {}

  async of(gestionnaireId: string, day: CalendarDate): Promise<ToReactivate> {
    return (await this.ofEach([gestionnaireId], day)).get(gestionnaireId) ?? NOTHING;
  }

  /** Of agents who hold something now: whoever has left declares nothing. Partners without agents are not in it. */
  async ofEach(
    gestionnaireIds: readonly string[],
    day: CalendarDate,
  ): Promise<ReadonlyMap<string, ToReactivate>> {
    const codes = await this.accounts.ofAgents(gestionnaireIds);
    const persons = codes.map(({ personId }) => personId).filter((personId) => personId !== null);
    const holders = await this.holdings.holdersAmong(persons, this.clock.now());
    const counted = new Map<string, ToReactivate>();
    for (const { personId, organism, block, unblockingRequest, blocksAfter } of codes) {
      if (personId === null || !holders.has(personId)) continue;
      const isBlocked = block?.since != null && unblockingRequest?.refusal !== null;
      const isEnding = blocksAfter !== null && blocksAfter < day;
      const { blocked, ending } = counted.get(organism.id) ?? NOTHING;
      counted.set(organism.id, { blocked: blocked + Number(isBlocked), ending: ending + Number(isEnding) });
    }
    return counted;
  }
}

const NOTHING: ToReactivate = { blocked: 0, ending: 0 };
