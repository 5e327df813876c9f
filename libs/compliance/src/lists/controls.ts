import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  frenchOrder,
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
import { type ControlOutcome, type ControlState, controlOutcomes, controlStates } from '../domain/control.ts';
import { CONTROL_STATE_NAMES, OUTCOME_NAMES } from '../domain/wording.ts';
import { ListedControl } from '../read-models/controls/view.ts';

const id = by.id('c.id');
const name = by.text(frenchOrder(`(c.gestionnaire ->> 'name')`));
const plannedOn = by.day('c.planned_on');

const OPEN = fragment`c.state IN ('planned', 'agreed')`;

/** The day of a control that is open. */
const EXPECTED_ON = `coalesce((c.conclusion -> 'agreement' ->> 'dueOn')::date, c.planned_on)`;

/** What waits first, by its day; then what is over, the latest first. */
const TURN = `CASE WHEN c.state IN ('planned', 'agreed')
  THEN ${EXPECTED_ON} - date '1970-01-01'
  ELSE 1000000 - (c.planned_on - date '1970-01-01') END`;

/** The controls of a Caf at its partners (R24). */
const controls: ListDeclaration<ListedControl> = {
  path: 'lists/controls',
  tag: 'controls',
  summary: 'The controls of a Caf; for a gestionnaire, those at its place; by page, what waits first (R24)',
  roles: ['caf-security', 'gestionnaire'],
  reads: Reads('controls'),
  recordsExport: 'controls-export',
  file: 'controles',
  view: ListedControl,
  from: 'controls.controls AS c',
  columns: `c.id, c.state, c.gestionnaire, left(c.subject, 200) AS subject, c.planned_on::text AS "plannedOn", c.controllers,
    c.conclusion ->> 'carriedOutOn' AS "carriedOutOn", c.conclusion ->> 'outcome' AS outcome,
    c.conclusion -> 'agreement' ->> 'dueOn' AS "agreedFor"`,
  searched: (matches) => matches('c.search'),
  filters: {
    state: filter(
      OneOf([...controlStates, 'open', 'late'], {
        optional: true,
        description: '`open` is planned or agreed, `late` is what is open of a day that has passed',
      }),
      (state: ControlState | 'open' | 'late', { now }) => {
        if (state === 'open') return OPEN;
        return state === 'late'
          ? fragment`${OPEN} AND ${verbatim(EXPECTED_ON)} < ${parisDateOf(now)}::date`
          : fragment`c.state = ${state}`;
      },
    ),
    outcome: filter(
      OneOf(controlOutcomes, { optional: true }),
      (outcome: ControlOutcome) => fragment`c.conclusion ->> 'outcome' = ${outcome}`,
    ),
    organismId: ofGestionnaire('c.gestionnaire_id'),
    ...period.days('c.planned_on', 'for which it is planned'),
  },
  sorts: {
    waiting: [by.whole(TURN), ...upward(name, id)],
    planned: [plannedOn, ...upward(name, id)],
    gestionnaire: [name, plannedOn, id],
  },
  order: 'waiting',
  csv: [
    ['Objet', ({ subject }) => subject],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Prévu le', ({ plannedOn }) => formatShortDate(plannedOn)],
    ['Contrôleurs', ({ controllers }) => controllers],
    ['État', ({ state }) => CONTROL_STATE_NAMES[state]],
    ['Mené le', ({ carriedOutOn }) => carriedOutOn && formatShortDate(carriedOutOn)],
    ['Constat', ({ outcome }) => outcome && OUTCOME_NAMES[outcome]],
    ['Mesures convenues pour le', ({ agreedFor }) => agreedFor && formatShortDate(agreedFor)],
  ],
};

@Injectable()
export class ControlList extends List<ListedControl, ListedControl> {
  readonly declared = controls;

  /** A Caf sees its own, a gestionnaire those at its place. */
  protected scope({ reader: { role, organism } }: Asking): Fragment {
    return role === 'gestionnaire'
      ? fragment`c.gestionnaire_id = ${organism.id}`
      : fragment`c.caf_id = ${organism.id}`;
  }

  protected views(rows: readonly ListedControl[]): ListedControl[] {
    return [...rows];
  }
}

export const ControlListController = listController(ControlList, controls);
