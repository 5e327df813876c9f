import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { ConventionsQuery } from '#conventions';
import { type CalendarDate, Clock, Database, type Named, type Principal, parisDateOf } from '#platform';
import { type Duty, duties, dutyStateOn, isToBeAskedFor } from '../../domain/duty.ts';
import type { AttestationsView, AttestationView, PartnerDutiesView } from './view.ts';

interface CurrentRow {
  gestionnaireId: string;
  duty: Duty;
  validUntil: CalendarDate | null;
  askedOn: CalendarDate | null;
}

interface AttestationRow extends Omit<AttestationView, 'at' | 'by'> {
  duty: Duty;
  at: Date;
  byCode: string;
}

@Injectable()
export class AttestationsQuery {
  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
    private readonly codes: CodeDirectory,
    private readonly clock: Clock,
  ) {}

  /** A gestionnaire’s own line; null where none of its conventions is in force. */
  async own({ organism }: Principal): Promise<PartnerDutiesView | null> {
    const partnerships = await this.conventions.partnershipsOf(organism.id);
    if (!partnerships.some(({ inForce }) => inForce)) return null;
    const [line = null] = await this.dutiesOf([organism]);
    return line;
  }

  /** What is missing of these, in their order, whoever asks. */
  async dutiesOf(gestionnaires: readonly Named[]): Promise<PartnerDutiesView[]> {
    const known = await this.currentOf(gestionnaires.map(({ id }) => id));
    const today = parisDateOf(this.clock.now());
    return gestionnaires.map((gestionnaire) => lineOf(gestionnaire, known.get(gestionnaire.id) ?? [], today));
  }

  /** Of these gestionnaires, those of whom something is to be asked today. */
  async toBeAsked(gestionnaires: readonly Named[]): Promise<Named[]> {
    const known = await this.currentOf(gestionnaires.map(({ id }) => id));
    const today = parisDateOf(this.clock.now());
    return gestionnaires.filter(({ id }) =>
      duties.some((duty) => {
        const row = known.get(id)?.find((one) => one.duty === duty);
        return isToBeAskedFor(today, row?.validUntil ?? null, row?.askedOn ?? null);
      }),
    );
  }

  /** @throws Refusal gestionnaire-not-found */
  async of(gestionnaireId: string, principal: Principal): Promise<AttestationsView> {
    const gestionnaire = await this.mustBeOf(gestionnaireId, principal);
    const [{ rows }, current] = await Promise.all([
      this.database.query<AttestationRow>(
        `SELECT id, duty, attested_on::text AS "attestedOn", valid_until::text AS "validUntil", text, files, at,
           by_code AS "byCode"
         FROM attestations.attestations WHERE gestionnaire_id = $1 ORDER BY revision DESC`,
        [gestionnaireId],
      ),
      this.currentOf([gestionnaireId]),
    ]);
    const names = await this.codes.namesOf(rows.map(({ byCode }) => byCode));
    const today = parisDateOf(this.clock.now());
    return {
      gestionnaire,
      duties: duties.map((duty) => {
        const row = current.get(gestionnaireId)?.find((one) => one.duty === duty);
        return {
          duty,
          state: dutyStateOn(today, row?.validUntil ?? null),
          askedOn: row?.askedOn ?? null,
          attestations: rows
            .filter((one) => one.duty === duty)
            .map(({ duty: _, at, byCode, ...one }) => ({
              ...one,
              at: at.toISOString(),
              by: names.get(byCode) ?? gestionnaire.name,
            })),
        };
      }),
    };
  }

  /** A Caf and its partner, or the partner itself. @throws Refusal gestionnaire-not-found */
  async mustBeOf(gestionnaireId: string, { role, organism }: Principal): Promise<Named> {
    if (role === 'gestionnaire' && organism.id === gestionnaireId) return organism;
    return (await this.conventions.mustBePartner(organism.id, gestionnaireId)).gestionnaire;
  }

  /** Of each gestionnaire, the duties that were attested or asked for. */
  private async currentOf(ids: readonly string[]): Promise<ReadonlyMap<string, CurrentRow[]>> {
    const { rows } = await this.database.query<CurrentRow>(
      `SELECT gestionnaire_id AS "gestionnaireId", duty, c.valid_until::text AS "validUntil", a.asked_on::text AS "askedOn"
       FROM (SELECT * FROM attestations.attestations WHERE is_current AND gestionnaire_id = ANY ($1)) c
       FULL JOIN (SELECT * FROM attestations.asked WHERE gestionnaire_id = ANY ($1)) a USING (gestionnaire_id, duty)`,
      [ids],
    );
    const byGestionnaire = new Map<string, CurrentRow[]>(ids.map((id) => [id, []]));
    for (const row of rows) byGestionnaire.get(row.gestionnaireId)?.push(row);
    return byGestionnaire;
  }
}

function lineOf(gestionnaire: Named, rows: readonly CurrentRow[], today: CalendarDate): PartnerDutiesView {
  const states = duties.map((duty) => {
    const row = rows.find((one) => one.duty === duty);
    return { duty, state: dutyStateOn(today, row?.validUntil ?? null), row };
  });
  const among = (...wanted: (typeof states)[number]['state'][]) =>
    states.filter(({ state }) => wanted.includes(state)).map(({ duty }) => duty);
  const days = (name: 'validUntil' | 'askedOn') =>
    rows
      .map((row) => row[name])
      .filter((day) => day !== null)
      .sort();
  return {
    gestionnaire,
    missing: among('missing', 'lapsed'),
    ending: among('ending'),
    nextEnd: days('validUntil')[0] ?? null,
    askedOn: days('askedOn').at(-1) ?? null,
  };
}
