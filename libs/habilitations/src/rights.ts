import { Injectable } from '@nestjs/common';
import { convention, inForce } from '#conventions';
import { CommandHandling } from '#event-sourcing';
import type { Instant, Principal } from '#platform';
import { roster } from './domain/roster.ts';
import { holderAt } from './domain/roster-terms.ts';
import { HoldingsQuery } from './read-models/habilitations/holdings-query.ts';

/**
 * What a person may do where. The read model says where to look, the log what still holds: a read model may be late, the
 * end of a habilitation or of its convention may not, nor the end of a term (R3, R6, R17, R25).
 */
@Injectable()
export class Rights {
  constructor(
    private readonly holdings: HoldingsQuery,
    private readonly commands: CommandHandling,
  ) {}

  async rightsOf(personId: string, at: Instant): Promise<Principal['establishments']> {
    const found = await this.holdings.rightsOf(personId, at);
    const conventionIds = [...new Set(found.flatMap((right) => right.conventionIds))];
    const [rosters, conventions] = await Promise.all([
      Promise.all(found.map(({ id }) => this.commands.load(roster, id))),
      Promise.all(conventionIds.map((id) => this.commands.load(convention, id))),
    ]);
    const carrying = new Set(conventionIds.filter((_, index) => inForce(conventions[index]!, at)));
    return found
      .map(({ id, name, profiles }, index) => {
        const holds = (profile: (typeof profiles)[number]) => {
          const holder = holderAt(rosters[index]!, profile, at);
          return holder?.personId === personId && carrying.has(holder.conventionId);
        };
        return { id, name, profiles: profiles.filter(holds) };
      })
      .filter(({ profiles }) => profiles.length > 0);
  }
}
