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
  Text,
  verbatim,
} from '#platform';
import { anomalyStates } from '../domain/anomaly-state.ts';
import { FROM, LISTED_COLUMNS } from '../read-models/anomalies/query.ts';
import { LAST_OF_CAF } from '../read-models/anomalies/queue-order.ts';
import { type ListedRow, toListed } from '../read-models/anomalies/rows.ts';
import { QueuedCase } from '../read-models/anomalies/view.ts';
import { asFound, csv, IS_OPEN, narrowing, searched, sorts } from './cases.ts';

interface QueueRow extends ListedRow {
  readonly assignee: string | null;
}

/** The cases of a Caf, in the order in which they want an officer. */
const queue: ListDeclaration<QueuedCase> = {
  path: 'lists/anomaly-queue',
  tag: 'anomalies',
  summary:
    'The cases of the Caf by page, what can wait least first: what may be an intrusion under way, silence and answers of partners, notices that have reached nobody, the others to be looked at; then what waits for the partner, then what is over',
  roles: ['caf-security'],
  reads: Reads('anomalies', 'casework', 'accounts'),
  recordsExport: 'anomalies-export',
  file: 'anomalies',
  view: QueuedCase,
  from: `${FROM} LEFT JOIN casework.assignments w ON w.anomaly_id = a.id`,
  columns: `${LISTED_COLUMNS}, w.user_code AS assignee`,
  searched,
  filters: {
    state: {
      field: OneOf([...anomalyStates, 'open', 'any'], {
        optional: true,
        description: 'Without, what waits for the Caf; `open` is neither closed nor dismissed',
      }),
      where: (state: string | undefined) => {
        if (state === 'any') return null;
        if (state === 'open') return IS_OPEN;
        return state === undefined
          ? fragment`a.urgency <= ${verbatim(String(LAST_OF_CAF))}`
          : fragment`a.state = ${state}`;
      },
    },
    ...narrowing,
    rule: filter(
      Text('token', { maxLength: 100, optional: true, description: 'Name of the rule' }),
      (rule: string) => fragment`a.rule ->> 'id' = ${rule}`,
    ),
    gestionnaireId: filter(
      Text('organismId', { optional: true }),
      (id: string) => fragment`a.gestionnaire_id = ${id}`,
    ),
    assignee: filter(
      Text('token', {
        maxLength: 20,
        optional: true,
        description: 'Who looks after it: a user code, `me`, `nobody`, or `mine-or-free`',
      }),
      (assignee: string, { reader }) => assignedTo(assignee, reader.userCode),
    ),
  },
  sorts,
  order: 'urgency',
  csv: [...csv, ['Suivi par', ({ assignee }) => assignee?.name]],
  found: { kind: 'anomaly', page: '/anomalies', filters: { state: 'any' }, as: asFound },
};

function assignedTo(assignee: string, reader: string): Fragment {
  if (assignee === 'mine-or-free') return fragment`(w.user_code = ${reader} OR w.user_code IS NULL)`;
  if (assignee === 'nobody') return fragment`w.user_code IS NULL`;
  return fragment`w.user_code = ${assignee === 'me' ? reader : assignee.toUpperCase()}`;
}

@Injectable()
export class CaseQueue extends List<QueueRow, QueuedCase> {
  readonly declared = queue;

  constructor(private readonly codes: CodeDirectory) {
    super();
  }

  protected scope({ reader: { organism } }: Asking): Fragment {
    return fragment`a.caf_id = ${organism.id}`;
  }

  protected async views(rows: readonly QueueRow[]): Promise<QueuedCase[]> {
    const codes = rows.flatMap(({ userCode, assignee }) => [userCode, assignee]);
    const names = await this.codes.namesOf(codes.filter((code) => code !== null));
    return rows.map(({ assignee, ...row }) => ({
      ...toListed(row, names),
      assignee: assignee === null ? null : { userCode: assignee, name: names.get(assignee) ?? assignee },
    }));
  }
}

export const CaseQueueController = listController(CaseQueue, queue);
