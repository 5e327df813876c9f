import { Injectable } from '@nestjs/common';
import {
  type CalendarDate,
  Clock,
  Database,
  endOfDay,
  invalid,
  notFound,
  type Principal,
  parisDateOf,
} from '#platform';
import { FIRST_VERSION } from '../../domain/annex.ts';
import type { AnnexContent } from './content.ts';
import { annexRows, termsOf, vacanciesOf, withRequested } from './rows.ts';
import { DRAW, type Drawn, PROPOSED, type Proposed } from './statements.ts';
import type { AnnexView } from './view.ts';

/** Which annex. */
export interface AnnexChoice {
  readonly gestionnaireId: string;
  /** Where a gestionnaire has conventions with several; the one whose convention is in force by default. */
  readonly cafId?: string;
  /** As it stood at the end of that day; today's, as it stands, by default. */
  readonly on?: CalendarDate;
  /**
   * In the words that were known at the end of that day: of `on` by default, so that a correction changes no document of
   * the past, and a later one to have it corrected.
   */
  readonly known?: CalendarDate;
}

@Injectable()
export class AnnexQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal annex-not-found, day-in-future, known-before-day */
  async view(choice: AnnexChoice, reader: Principal): Promise<AnnexView> {
    const content = await this.content(choice, reader);
    const { gestionnaire, caf, version, on, known, position, rows, vacancies, terms } = content;
    return {
      gestionnaire: { id: gestionnaire.id, name: gestionnaire.name },
      caf: { id: caf.id, name: caf.name },
      version,
      on,
      known,
      position,
      rows,
      vacancies,
      terms,
    };
  }

  /** @throws Refusal annex-not-found, day-in-future, known-before-day */
  async content(choice: AnnexChoice, reader: Principal): Promise<AnnexContent> {
    return this.contentOf(choice, reader, (drawn) => drawn);
  }

  /**
   * The annex as it will stand once what an amendment is for has been granted: what the two sign (R22).
   * @throws Refusal amendment-not-found
   */
  async draft(amendmentId: string, reader: Principal): Promise<AnnexContent> {
    const { rows } = await this.database.query<Proposed>(PROPOSED, [amendmentId, reader.organism.id]);
    if (!rows[0]) {
      throw notFound('amendment-not-found', 'Cette modification n’existe pas, ou ne relève pas de vous.');
    }
    const { requested, version, signatures, ...choice } = rows[0];
    const content = await this.contentOf(choice, reader, (drawn) => ({
      ...drawn,
      held: withRequested(drawn.held, requested),
      amended: { version, signatures },
    }));
    return { ...content, isDraft: signatures.length < 2 };
  }

  private async contentOf(
    { gestionnaireId, cafId, on, known }: AnnexChoice,
    { organism }: Principal,
    change: (drawn: Drawn) => Drawn,
  ): Promise<AnnexContent> {
    const today = parisDateOf(this.clock.now());
    const day = on ?? today;
    const knownOn = known ?? day;
    if (day > today || knownOn > today)
      throw invalid('day-in-future', 'L’annexe ne peut pas être arrêtée à une date à venir.');
    if (knownOn < day) {
      throw invalid('known-before-day', 'Ce qui valait ce jour-là n’était pas encore connu à cette date.');
    }
    const { rows } = await this.database.query<Drawn>(DRAW, [
      gestionnaireId,
      organism.id,
      endOfDay(day),
      cafId ?? null,
      endOfDay(knownOn),
    ]);
    if (!rows[0])
      throw notFound('annex-not-found', 'Ce gestionnaire n’existe pas, ou ne relève pas de vous.');
    const { establishments, held, amended, ...drawn } = change(rows[0]);
    return {
      ...drawn,
      on: day,
      known: knownOn,
      establishments,
      version: amended?.version ?? FIRST_VERSION,
      signatures: amended?.signatures ?? [],
      rows: annexRows(held, establishments),
      vacancies: vacanciesOf(held, establishments),
      terms: termsOf(held, establishments),
      isDraft: false,
    };
  }
}
