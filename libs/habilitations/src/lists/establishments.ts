import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type CsvColumn,
  type Fragment,
  filter,
  fragment,
  frenchOrder,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  type Profile,
  verbatim,
} from '#platform';
import { PROFILES } from '../domain/roster.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { ESTABLISHMENTS } from '../read-models/habilitations/rows.ts';
import { EstablishmentView } from '../read-models/habilitations/view.ts';
import { PROFILE_NAMES } from './words.ts';

const name = by.text(frenchOrder('e.name'));
const gestionnaire = by.text(frenchOrder(`(c.gestionnaire ->> 'name')`));
const id = by.id('e.id');

const establishments: ListDeclaration<EstablishmentView> = {
  path: 'lists/establishments',
  tag: 'habilitations',
  summary: 'The establishments of the reader’s gestionnaire or Caf by page, with who holds each profile',
  roles: ['gestionnaire', 'caf-habilitation', 'caf-security'],
  reads: Reads('habilitations'),
  recordsExport: 'establishments-export',
  file: 'etablissements',
  view: EstablishmentView,
  from: ESTABLISHMENTS.from,
  columns: 'e.id',
  // By itself, or by the gestionnaire whose convention covers it: each half from its index.
  searched: (matches) => fragment`(e.convention_id, e.id) IN (
    SELECT found.convention_id, found.id FROM habilitations.establishments AS found WHERE ${matches('found.search')}
    UNION ALL SELECT covered.convention_id, covered.id FROM habilitations.conventions AS found
      JOIN habilitations.establishments AS covered ON covered.convention_id = found.id WHERE ${matches('found.search')})`,
  filters: {
    vacant: filter(
      OneOf([...PROFILES, 'any'], {
        optional: true,
        description: 'Under a convention in force: the profile that nobody holds (R8), or `any`',
      }),
      (profile: Profile | 'any', { now }) => {
        const held = fragment`SELECT count(DISTINCT h.profile) FROM ${ESTABLISHMENTS.holdings(now)}`;
        const vacant =
          profile === 'any'
            ? fragment`(${held}) < ${verbatim(String(PROFILES.length))}`
            : fragment`(${held} AND h.profile = ${profile}) = 0`;
        return fragment`${ESTABLISHMENTS.inForce(now)} AND ${vacant}`;
      },
    ),
    state: filter(
      OneOf(['in-force', 'not-in-force'], {
        optional: true,
        description: 'Of the convention that covers it',
      }),
      (state: 'in-force' | 'not-in-force', { now }) => {
        const inForce = ESTABLISHMENTS.inForce(now);
        return state === 'in-force' ? inForce : fragment`NOT ${inForce}`;
      },
    ),
    organismId: ofGestionnaire('c.gestionnaire_id'),
  },
  sorts: {
    // Many have one name: « Crèche familiale ».
    name: [name, gestionnaire, id],
    gestionnaire: [gestionnaire, name, id],
  },
  order: 'name',
  csv: [
    ['Établissement', ({ name }) => name],
    ['Adresse', ({ address }) => address],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Convention en vigueur', ({ isInForce }) => (isInForce ? 'oui' : 'non')],
    ...PROFILES.map(
      (profile): CsvColumn<EstablishmentView> => [
        PROFILE_NAMES[profile],
        ({ holders }) => holders.find((holder) => holder.profile === profile)?.name ?? 'Vacant',
      ],
    ),
    ['Identifiant', ({ id }) => id],
  ],
  found: {
    kind: 'establishment',
    page: '/etablissements',
    as: ({ name, address, conventionId, gestionnaire }) => ({
      title: name,
      detail: `${address}, ${gestionnaire.name}`,
      href: `/conventions/${conventionId}`,
    }),
  },
};

@Injectable()
export class EstablishmentList extends List<{ id: string }, EstablishmentView> {
  readonly declared = establishments;

  constructor(private readonly habilitations: HabilitationsQuery) {
    super();
  }

  /** Under the conventions that its organism is a party to. */
  protected scope({ reader: { organism }, now }: Asking): Fragment {
    return fragment`${organism.id} IN (c.gestionnaire_id, c.caf_id) AND ${ESTABLISHMENTS.shown(now)}`;
  }

  protected async views(rows: readonly { id: string }[]): Promise<EstablishmentView[]> {
    const found = await this.habilitations.establishments(rows.map((row) => row.id));
    return rows.map((row) => found.get(row.id)!);
  }
}

export const EstablishmentListController = listController(EstablishmentList, establishments);
