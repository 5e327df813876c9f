import { Injectable } from '@nestjs/common';
import { AccountsQuery } from '#accounts';
import { HabilitationsQuery } from '#habilitations';
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
    private readonly habilitations: HabilitationsQuery,
    private readonly clock: Clock,
  ) {}

  /** Of agents who hold something now: whoever has left declares nothing. */
  async of(gestionnaireId: string, day: CalendarDate): Promise<ToReactivate> {
    const codes = await this.accounts.ofAgents(gestionnaireId);
    const persons = codes.map(({ personId }) => personId).filter((personId) => personId !== null);
    const holders = await this.habilitations.holdersAmong(persons, this.clock.now());
    const own = codes.filter(({ personId }) => personId !== null && holders.has(personId));
    return {
      blocked: own.filter(
        ({ block, unblockingRequest }) => block?.since != null && unblockingRequest?.refusal !== null,
      ).length,
      ending: own.filter(({ blocksAfter }) => blocksAfter !== null && blocksAfter < day).length,
    };
  }
}
