import { Injectable } from '@nestjs/common';
import { AccountsQuery } from '#accounts';
import { UsesAfterDeparture } from '#detection';
import { ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import { type DepartureEvent, HoldingsQuery } from '#habilitations';
import type { Instant } from '#platform';
import { CasesOfHits } from './cases-of-hits.ts';

/** Makes a case of what a code did after the last day of its holder, once that day is declared (R20). */
@Injectable()
export class FindUsesAfterDeparture implements Reactor<DepartureEvent> {
  readonly name = 'find-uses-after-departure';
  readonly categories = ['departure'];

  constructor(
    private readonly progress: ProjectionProgress,
    private readonly accounts: AccountsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly uses: UsesAfterDeparture,
    private readonly cases: CasesOfHits,
  ) {}

  async react({ id, type, data, metadata, position }: RecordedEvent<DepartureEvent>): Promise<void> {
    if (type !== 'DepartureDeclared') return;
    const readModels = ['accounts', 'habilitations', 'conventions', 'journal', 'detection'];
    await this.progress.mustHaveSeen(readModels, position);
    const { personId, lastDay, holdings } = data;
    const declaredAt = metadata.occurredAt;
    const code = await this.accounts.byPerson(personId);
    // After a change, what is left is reason enough to sign in; what they have had since is none.
    if (!code || (await this.heldMore(personId, holdings, declaredAt))) return;
    const { userCode } = code;
    const run = await this.uses.of({ id, position, userCode, lastDay, declaredAt });
    if (run) await this.cases.placeAll([run], this.name);
  }

  private async heldMore(
    personId: string,
    ended: readonly { readonly habilitationId: string }[],
    at: Instant,
  ): Promise<boolean> {
    const ids = new Set(ended.map(({ habilitationId }) => habilitationId));
    const held = await this.holdings.idsHeldBy(personId, at);
    return held.some((id) => !ids.has(id));
  }
}
