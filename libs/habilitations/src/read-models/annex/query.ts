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
  type Profile,
  parisDateOf,
} from '#platform';
import { type AnnexSignature, FIRST_VERSION } from '../../domain/annex.ts';
import { type AnnexRow, annexRows, type Held, vacanciesOf } from './rows.ts';

type Party = Registration['caf'];

/** The annex as the API gives it. */
export interface AnnexView {
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly caf: { readonly id: string; readonly name: string };
  readonly version: number;
  readonly on: CalendarDate;
  /** Of the log it was drawn from. */
  readonly position: Position;
  readonly rows: readonly AnnexRow[];
  readonly vacancies: readonly { readonly establishment: string; readonly profile: Profile }[];
}

/** What the document says besides. */
export interface AnnexContent extends AnnexView {
  readonly gestionnaire: Party;
  readonly caf: Party;
  readonly conventions: readonly { readonly from: CalendarDate; readonly until: CalendarDate }[];
  readonly establishments: readonly { readonly name: string; readonly address: string }[];
  /** Of the version, when it is an amended one. */
  readonly signatures: readonly AnnexSignature[];
  readonly drawnAt: Instant;
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
    FROM habilitations.conventions c WHERE c.gestionnaire_id = $1 AND $2 IN (c.gestionnaire_id, c.caf_id)),
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

@Injectable()
export class AnnexQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal annex-not-found, day-in-future */
  async view(gestionnaireId: string, on: CalendarDate | undefined, reader: Principal): Promise<AnnexView> {
    const {
      gestionnaire,
      caf,
      version,
      on: day,
      position,
      rows,
      vacancies,
    } = await this.content(gestionnaireId, on, reader);
    return {
      gestionnaire: { id: gestionnaire.id, name: gestionnaire.name },
      caf: { id: caf.id, name: caf.name },
      version,
      on: day,
      position,
      rows,
      vacancies,
    };
  }

  /**
   * The annex of a gestionnaire at the end of a day, today's as it stands.
   * @throws Refusal annex-not-found, day-in-future
   */
  async content(
    gestionnaireId: string,
    on: CalendarDate | undefined,
    { organism }: Principal,
  ): Promise<AnnexContent> {
    const drawnAt = this.clock.now();
    const today = parisDateOf(drawnAt);
    const day = on ?? today;
    if (day > today) throw invalid('day-in-future', 'L’annexe ne peut pas être arrêtée à une date à venir.');
    const { rows } = await this.database.query<Drawn>(DRAW, [gestionnaireId, organism.id, endOfDay(day)]);
    if (!rows[0])
      throw notFound('annex-not-found', 'Ce gestionnaire n’existe pas, ou ne relève pas de vous.');
    const { establishments, held, amended, ...drawn } = rows[0];
    return {
      ...drawn,
      on: day,
      drawnAt,
      establishments,
      version: amended?.version ?? FIRST_VERSION,
      signatures: amended?.signatures ?? [],
      rows: annexRows(held, establishments),
      vacancies: vacanciesOf(held, establishments),
    };
  }
}
