import { Injectable } from '@nestjs/common';
import type { Counting, ListQuery, Principal } from '#platform';
import { type Duty, duties } from '../../domain/duty.ts';
import { AttestationsQuery } from './query.ts';

interface Asked extends ListQuery {
  readonly attested?: Duty;
  readonly lacking?: Duty | 'any';
}

/** How many of its own duties a partner has attested, or has not; a Caf counts partners in their list. */
@Injectable()
export class OwnDutyCounts implements Counting {
  readonly declared = { roles: ['gestionnaire'] } as const;

  constructor(private readonly attestations: AttestationsQuery) {}

  async countOf({ attested, lacking }: Asked, { organism }: Principal): Promise<number> {
    const [own] = await this.attestations.dutiesOf([organism]);
    const missing = own!.missing;
    if (lacking === 'any') return missing.length;
    if (lacking) return missing.includes(lacking) ? 1 : 0;
    return duties.filter((duty) => (!attested || duty === attested) && !missing.includes(duty)).length;
  }
}
