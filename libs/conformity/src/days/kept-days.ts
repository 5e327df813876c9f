import { Injectable } from '@nestjs/common';
import { recordedDays } from '#compliance';
import { CommandHandling } from '#event-sourcing';
import { type CalendarDate, conflict, Database, notFound, type OwnersSchema, sha256Of } from '#platform';
import type { ConformityView } from '../read-models/conformity/view.ts';

/** What was counted on a day cannot be counted again later: it is kept, and the log has its hash. */
export const keptDayTables = `
  CREATE SCHEMA conformity;
  CREATE TABLE conformity.days (
    organism text,
    day date,
    -- JSON, as it was hashed.
    view text NOT NULL,
    PRIMARY KEY (organism, day)
  );
`;

/** What was counted stays: the program adds to it. */
export const conformitySchemas: readonly OwnersSchema[] = [
  { name: 'conformity', granted: ['SELECT, INSERT ON ALL TABLES IN SCHEMA conformity'] },
];

export interface KeptDay {
  readonly day: CalendarDate;
  /** Clauses that were to be settled. */
  readonly toSettle: number;
}

/** How the amendment was kept on past days, as it was counted then. */
@Injectable()
export class KeptDays {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandHandling,
  ) {}

  /** Keeps it, unless the day is kept already; answers what is kept of that day. */
  async keep(view: ConformityView): Promise<string> {
    await this.database.query(
      'INSERT INTO conformity.days (organism, day, view) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [view.organism.id, view.on, JSON.stringify(view)],
    );
    return (await this.textOf(view.organism.id, view.on))!;
  }

  /** As the log tells, the latest first. */
  async of(organism: string): Promise<KeptDay[]> {
    const recorded = await this.commands.history(recordedDays, organism);
    return recorded.map(({ data: { day, toSettle } }) => ({ day, toSettle })).reverse();
  }

  /**
   * What was counted on a day.
   * @throws Refusal day-not-kept; day-changed, where it is no more what the log has sealed
   */
  async on(organism: string, day: CalendarDate): Promise<ConformityView> {
    const [recorded, text] = await Promise.all([
      this.commands.history(recordedDays, organism),
      this.textOf(organism, day),
    ]);
    const sealed = recorded.find(({ data }) => data.day === day);
    if (!sealed || text === null) {
      throw notFound('day-not-kept', 'L’état de ce jour n’a pas été gardé.');
    }
    if (sha256Of(Buffer.from(text)) !== sealed.data.sha256) {
      throw conflict(
        'day-changed',
        'Ce qui est gardé de ce jour n’est plus ce que le journal a scellé\u00a0: l’exploitant doit en rendre compte.',
      );
    }
    return JSON.parse(text);
  }

  private async textOf(organism: string, day: CalendarDate): Promise<string | null> {
    const { rows } = await this.database.query<{ view: string }>(
      'SELECT view FROM conformity.days WHERE organism = $1 AND day = $2',
      [organism, day],
    );
    return rows[0]?.view ?? null;
  }
}
