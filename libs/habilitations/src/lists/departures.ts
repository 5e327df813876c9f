import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  cafOf,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  parisDateOf,
  period,
  upward,
  verbatim,
} from '#platform';
import { type DepartureKind, departureKinds } from '../domain/departure.ts';
import { DeparturesQuery, IS_AWAY } from '../read-models/departures/query.ts';
import { DepartureView } from '../read-models/departures/view.ts';
import { PERSONS } from '../read-models/habilitations/persons-query.ts';
import { PROFILE_NAMES } from './words.ts';

const KIND_NAMES: Readonly<Record<DepartureKind, string>> = {
  departure: 'Fin de mission',
  change: 'Changement de mission',
  absence: 'Absence',
};

const id = by.id('d.id');

const departures: ListDeclaration<DepartureView> = {
  path: 'lists/departures',
  tag: 'departures',
  summary:
    'Changes and ends of missions by page, as they were declared: a gestionnaire’s own, those of a Caf’s partners; the latest first',
  roles: ['gestionnaire', 'caf-habilitation', 'caf-security'],
  reads: Reads('departures', 'habilitations'),
  recordsExport: 'departures-export',
  file: 'departs',
  view: DepartureView,
  from: 'departures.departures d JOIN habilitations.persons p ON p.id = d.person_id',
  columns: 'd.id',
  // By whom, or of which gestionnaire.
  searched: (matches) => fragment`(${matches('p.search')} OR d.gestionnaire_id IN (
    SELECT found.gestionnaire_id FROM habilitations.conventions AS found WHERE ${matches('found.search')}))`,
  filters: {
    kind: filter(
      OneOf(departureKinds, { optional: true }),
      (kind: DepartureKind) => fragment`d.kind = ${kind}`,
    ),
    state: filter(
      OneOf(['late', 'absent', 'overdue'], {
        optional: true,
        description:
          '`late`: it, or the return, was declared late (R20); `absent`: neither returned nor left since; `overdue`: nor returned on the day that was expected',
      }),
      (state: 'late' | 'absent' | 'overdue', { now }) => {
        if (state === 'late')
          return fragment`(d.late_by_days > 0 OR coalesce((d.back ->> 'declaredLateByDays')::int, 0) > 0)`;
        const isAbsent = verbatim(IS_AWAY);
        return state === 'absent'
          ? isAbsent
          : fragment`${isAbsent} AND d.expected_return < ${parisDateOf(now)}::date`;
      },
    ),
    organismId: ofGestionnaire('d.gestionnaire_id'),
    ...period.days('d.last_day', 'that a mission may end on'),
  },
  sorts: {
    declared: [by.instant('d.declared_at'), ...upward(...PERSONS.byName, id)],
    lastDay: [by.day('d.last_day'), ...upward(...PERSONS.byName, id)],
    name: [...PERSONS.byName, id],
  },
  order: '-declared',
  csv: [
    ['Personne', ({ person }) => person.name],
    ['Nature', ({ kind }) => KIND_NAMES[kind]],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Dernier jour', ({ lastDay }) => formatShortDate(lastDay)],
    ['Motif', ({ reason }) => reason],
    ['À déclarer avant le', ({ dueOn }) => formatShortDate(dueOn)],
    ['Déclaré le', ({ declaredAt }) => inParis(declaredAt)],
    ['Jours de retard', ({ declaredLateByDays }) => declaredLateByDays],
    [
      'Profils qui ont pris fin',
      ({ ended }) =>
        ended.map(({ profile, establishment }) => `${establishment} : ${PROFILE_NAMES[profile]}`).join(' | '),
    ],
    ['Succession demandée pour', ({ successor }) => successor?.name],
    ['Retour prévu le', ({ expectedReturn }) => expectedReturn && formatShortDate(expectedReturn)],
    ['De retour le', ({ back }) => back && formatShortDate(back.returnedOn)],
    ['Jours de retard du retour', ({ back }) => back?.declaredLateByDays],
  ],
};

@Injectable()
export class DepartureList extends List<{ id: string }, DepartureView> {
  readonly declared = departures;

  constructor(private readonly departures: DeparturesQuery) {
    super();
  }

  /** A gestionnaire’s own, those under the conventions of a Caf. */
  protected scope({ reader: { role, organism } }: Asking): Fragment {
    return role === 'gestionnaire'
      ? fragment`d.gestionnaire_id = ${organism.id}`
      : fragment`d.caf_ids @> ARRAY[${organism.id}::text]`;
  }

  protected async views(rows: readonly { id: string }[], { reader }: Asking): Promise<DepartureView[]> {
    const found = await this.departures.departures(
      rows.map((row) => row.id),
      cafOf(reader),
    );
    return rows.map((row) => found.get(row.id)!);
  }
}

export const DepartureListController = listController(DepartureList, departures);
