import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { type Position, ProjectionProgress } from '#event-sourcing';

/** A gestionnaire, and the Caf it has a convention with. */
export interface Partner {
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly cafId: string;
}

const LONGEST_WAIT_MS = 5000;

/** Who is a partner. Read from the conventions as they were at an event or later: being behind must not hide one. */
@Injectable()
export class Partners {
  readonly #known = new Map<string, Partner>();

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly progress: ProjectionProgress,
  ) {}

  /**
   * Null for a Caf.
   * @throws Error while the read model is not there yet
   */
  async find(organismId: string, seen: Position): Promise<Partner | null> {
    const known = this.#known.get(organismId) ?? (await this.read(organismId));
    if (known) return known;
    if (!(await this.progress.waitFor(['conventions'], seen, LONGEST_WAIT_MS))) {
      throw new Error('The conventions are not up to date yet');
    }
    return this.read(organismId);
  }

  private async read(organismId: string): Promise<Partner | null> {
    const establishments = await this.conventions.establishmentsOf(organismId);
    const covered = establishments.find(({ gestionnaire }) => gestionnaire.id === organismId);
    if (!covered) return null;
    const partner = { gestionnaire: covered.gestionnaire, cafId: covered.caf.id };
    this.#known.set(organismId, partner);
    return partner;
  }
}
