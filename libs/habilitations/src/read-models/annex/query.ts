import { Injectable } from '@nestjs/common';
import type { Registration } from '#conventions';
import type { Position } from '#event-sourcing';
import {
  type CalendarDate,
  Clock,
  Database,
  endOfDay,
  type Instant,
  invalid,
  notFound,
  type Principal,
  parisDateOf,
} from '#platform';
import { type AnnexSignature, FIRST_VERSION } from '../../domain/annex.ts';
import { annexRows, type Held, vacanciesOf, withRequested } from './rows.ts';
import type { AnnexView } from './view.ts';

type Party = Registration['caf'];

/** What the document says besides. */
export interface AnnexContent extends AnnexView {
  readonly gestionnaire: Party;
  readonly caf: Party;
  readonly conventions: readonly { readonly from: CalendarDate; readonly until: CalendarDate }[];
  readonly establishments: readonly { readonly name: string; readonly address: string }[];
  /** Of the version, when it is an amended one. */
  readonly signatures: readonly AnnexSignature[];
  readonly drawnAt: Instant;
  /** It is what the two are to sign, and holds nothing before they have (R22). */
  readonly isDraft: boolean;
}

/** Which annex. */
export interface AnnexChoice {
  readonly gestionnaireId: string;
  /** Where a gestionnaire has conventions with several; the one whose convention is in force by default. */
  readonly cafId?: string;
  /** As it stood at the end of that day; today's, as it stands, by default. */
  readonly on?: CalendarDate;
}

interface Drawn {
  readonly position: Position;
  readonly gestionnaire: Party;
  readonly caf: Party;
  readonly conventions: AnnexContent['conventions'];
  readonly establishments: readonly { id: string; name: string; address: string }[];
  readonly held: readonly Held[];
  readonly amended: { version: number; signatures: readonly AnnexSignature[] } | null;
}

/**
 * The list as it stood at the end of a day, that is just before `$3`. One statement sees one snapshot, of the
 * tables and of the position they were brought to.
 */
const DRAW = `
  WITH known AS (
    SELECT c.*, coalesce(c.active_from < $3 AND c.active_until >= $3, false) AS in_force
    FROM habilitations.conventions c 
    WHERE c.gestionnaire_id = $1 AND $2 IN (c.gestionnaire_id, c.caf_id) AND ($4::text IS NULL OR c.caf_id = $4)),
  parties AS (SELECT * FROM known ORDER BY in_force DESC, until DESC, id LIMIT 1),
  terms AS (SELECT k.* FROM known k JOIN parties USING (caf_id) WHERE k.in_force)
  SELECT
    (SELECT position FROM followers.checkpoints WHERE name = 'habilitations') AS position,
    p.gestionnaire, p.caf,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('from', t.effective_from, 'until', t.until) ORDER BY t.until), '[]')
     FROM terms t) AS conventions,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'address', e.address) ORDER BY e.name, e.id), '[]')
     FROM terms t JOIN habilitations.establishments e ON e.convention_id = t.id) AS establishments,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', h.person_id, 'lastName', one.last_name,
       'firstName', one.first_name, 'function', one.function, 'establishmentId', h.establishment_id,
       'profile', h.profile)), '[]')
     FROM terms t
     JOIN habilitations.holdings h ON h.convention_id = t.id
     JOIN habilitations.persons one ON one.id = h.person_id
     WHERE h.started_at < $3 AND (h.ended_at IS NULL OR h.ended_at >= $3)) AS held,
    (SELECT jsonb_build_object('version', a.version, 'signatures', a.signatures)
     FROM habilitations.amendments a
     WHERE a.gestionnaire_id = p.gestionnaire_id AND a.caf_id = p.caf_id AND a.amended_at < $3
     ORDER BY a.version DESC LIMIT 1) AS amended
  FROM parties p`;

/** What an amendment asks for, while its requests wait. */
const PROPOSED = `
  SELECT a.gestionnaire_id AS "gestionnaireId", a.caf_id AS "cafId", a.version, a.signatures,
    jsonb_agg(jsonb_build_object('personId', p.id, 'lastName', p.last_name, 'firstName', p.first_name,
      'function', p.function, 'establishmentId', r.establishment_id, 'profile', r.profile)) AS requested
  FROM habilitations.amendments a
  JOIN habilitations.requests r ON r.amendment_id = a.id AND r.state = 'pending'
  JOIN habilitations.persons p ON p.id = r.person_id
  WHERE a.id = $1 AND $2 IN (a.gestionnaire_id, a.caf_id) AND a.state <> 'withdrawn'
  GROUP BY a.id`;

interface Proposed {
  readonly gestionnaireId: string;
  readonly cafId: string;
  readonly version: number;
  readonly signatures: readonly AnnexSignature[];
  readonly requested: readonly Held[];
}

@Injectable()
export class AnnexQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal annex-not-found, day-in-future */
  async view(choice: AnnexChoice, reader: Principal): Promise<AnnexView> {
    const content = await this.content(choice, reader);
    const { gestionnaire, caf, version, on, position, rows, vacancies } = content;
    return {
      gestionnaire: { id: gestionnaire.id, name: gestionnaire.name },
      caf: { id: caf.id, name: caf.name },
      ...{ version, on, position, rows, vacancies },
    };
  }

  /** @throws Refusal annex-not-found, day-in-future */
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
    { gestionnaireId, cafId, on }: AnnexChoice,
    { organism }: Principal,
    change: (drawn: Drawn) => Drawn,
  ): Promise<AnnexContent> {
    const drawnAt = this.clock.now();
    const today = parisDateOf(drawnAt);
    const day = on ?? today;
    if (day > today) throw invalid('day-in-future', 'L’annexe ne peut pas être arrêtée à une date à venir.');
    const { rows } = await this.database.query<Drawn>(DRAW, [
      gestionnaireId,
      organism.id,
      endOfDay(day),
      cafId ?? null,
    ]);
    if (!rows[0])
      throw notFound('annex-not-found', 'Ce gestionnaire n’existe pas, ou ne relève pas de vous.');
    const { establishments, held, amended, ...drawn } = change(rows[0]);
    return {
      ...drawn,
      on: day,
      drawnAt,
      establishments,
      version: amended?.version ?? FIRST_VERSION,
      signatures: amended?.signatures ?? [],
      rows: annexRows(held, establishments),
      vacancies: vacanciesOf(held, establishments),
      isDraft: false,
    };
  }
}
