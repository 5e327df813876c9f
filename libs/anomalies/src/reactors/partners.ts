import { Injectable } from '@nestjs/common';
import { account } from '#accounts';
import { ConventionsQuery, type Partnership } from '#conventions';
import { CommandHandling } from '#event-sourcing';
import { HoldingsQuery } from '#habilitations';
import type { Instant } from '#platform';

/** A code that somebody tried, whose it is, and when. */
export interface Tried {
  readonly userCode: string;
  /** Null when only the account says it. */
  readonly organismId: string | null;
  readonly at: Instant;
}

/** The conventions of organisms, as they were found before in the same look. */
export type KnownPartnerships = Map<string, Promise<readonly Partnership[]>>;

/** Between whom an attempt is a case. Each Caf has one of its own: every convention asks for a justification to its Caf. */
@Injectable()
export class Partners {
  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly commands: CommandHandling,
  ) {}

  /**
   * Under the conventions that carry what an agent holds; for whoever holds nothing, a correspondent above all, under all
   * those in force, for nothing says which one the code serves; where none is, under those that have ended, so that an
   * attack on what is left is not hidden. None for the codes of a Caf. The read models must have seen the attempt.
   */
  async concernedBy(
    { userCode, organismId, at }: Tried,
    known: KnownPartnerships,
  ): Promise<readonly Partnership[]> {
    const { opened } = await this.commands.load(account, userCode);
    const whose = organismId ?? opened?.organism.id;
    const personId = opened?.personId ?? null;
    const partnerships = whose === undefined ? [] : await this.partnershipsOf(whose, known);
    const own = partnerships.filter(({ gestionnaire }) => gestionnaire.id === whose);
    const cafs = personId === null ? [] : await this.holdings.cafsOf(personId, at);
    const carrying = own.filter(({ caf }) => cafs.includes(caf.id));
    const inForce = own.filter((partnership) => partnership.inForce);
    return [carrying, inForce].find(({ length }) => length > 0) ?? own;
  }

  private partnershipsOf(organismId: string, known: KnownPartnerships): Promise<readonly Partnership[]> {
    const before = known.get(organismId);
    if (before) return before;
    const answer = this.conventions.partnershipsOf(organismId);
    known.set(organismId, answer);
    return answer;
  }
}
