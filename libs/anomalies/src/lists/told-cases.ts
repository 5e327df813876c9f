import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  type Fragment,
  filter,
  fragment,
  List,
  type ListDeclaration,
  listController,
  OneOf,
} from '#platform';
import { type AnomalyState, AWAITED_OF_PARTNER, anomalyStates } from '../domain/anomaly-state.ts';
import { FROM, LISTED_COLUMNS, TOLD } from '../read-models/anomalies/query.ts';
import { type ListedRow, toListed } from '../read-models/anomalies/rows.ts';
import { ListedCase } from '../read-models/anomalies/view.ts';
import { asFound, csv, IS_OPEN, narrowing, searched, sorts } from './cases.ts';

/** The cases that a gestionnaire was told of. */
const toldCases: ListDeclaration<ListedCase> = {
  path: 'lists/anomalies',
  tag: 'anomalies',
  summary: 'The anomalies that a gestionnaire was notified of by page, the latest first',
  roles: ['gestionnaire'],
  reads: Reads('anomalies', 'accounts'),
  recordsExport: 'anomalies-export',
  file: 'anomalies',
  view: ListedCase,
  from: FROM,
  columns: LISTED_COLUMNS,
  searched,
  filters: {
    state: filter(
      OneOf([...anomalyStates, 'open', 'awaited'], {
        optional: true,
        description: '`open` is not closed; of what is `awaited` the gestionnaire owes a justification',
      }),
      (state: AnomalyState | 'open' | 'awaited') => {
        if (state === 'awaited') return fragment`a.state = ANY (${AWAITED_OF_PARTNER})`;
        return state === 'open' ? IS_OPEN : fragment`a.state = ${state}`;
      },
    ),
    ...narrowing,
  },
  sorts,
  order: '-detected',
  csv,
  found: { kind: 'anomaly', page: '/anomalies', as: asFound },
};

@Injectable()
export class ToldCases extends List<ListedRow, ListedCase> {
  readonly declared = toldCases;

  constructor(private readonly codes: CodeDirectory) {
    super();
  }

  protected scope({ reader: { organism } }: Asking): Fragment {
    return fragment`a.gestionnaire_id = ${organism.id} AND ${TOLD}`;
  }

  protected async views(rows: readonly ListedRow[]): Promise<ListedCase[]> {
    const names = await this.codes.namesOf(rows.flatMap(({ userCode }) => userCode ?? []));
    return rows.map((row) => toListed(row, names));
  }
}

export const ToldCasesController = listController(ToldCases, toldCases);
