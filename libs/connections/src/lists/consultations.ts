import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  CONSULTED,
  type Consulted,
  type Fragment,
  filter,
  fragment,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  period,
  Text,
} from '#platform';
import { READ } from '../acts.ts';
import { CodeDirectory } from '../code-directory.ts';
import { SEVERAL } from '../domain/consultation.ts';
import { type Asked, ConsultationView } from '../read-models/consultations/view.ts';

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly userCode: string;
  readonly view: Consulted;
  readonly asked: Readonly<Record<string, string>>;
}

/** Who of a Caf, and of its partners, looked at what. */
const consultations: ListDeclaration<ConsultationView> = {
  path: 'consultations',
  tag: 'connections',
  summary:
    'Who read the journal, a case, a report or an export, the latest first. Reading this is recorded too',
  roles: ['caf-security'],
  reads: Reads('consultations'),
  recordsReading: 'consultations',
  recordsExport: 'consultations-export',
  file: 'consultations',
  view: ConsultationView,
  from: 'consultations.consultations c',
  columns: 'c.id, c.at, c.user_code AS "userCode", c.view, c.asked',
  searched: (matches) => matches('c.search'),
  filters: {
    ...period.instants('c.at', 'of the readings'),
    userCode: filter(
      Text('userCode', { optional: true, description: 'Who read' }),
      (code: string) => fragment`c.user_code = ${code}`,
    ),
    view: filter(OneOf(CONSULTED, { optional: true }), (view: Consulted) => fragment`c.view = ${view}`),
    about: filter(
      Text('token', {
        maxLength: 100,
        optional: true,
        description: 'What was asked for: a code, the id of a case, a gestionnaire',
      }),
      (about: string) => fragment`EXISTS (SELECT FROM jsonb_each_text(c.asked) AS a
        WHERE upper(${about}) = ANY (upper(a.value) || string_to_array(upper(a.value), ${SEVERAL})))`,
    ),
  },
  sorts: { time: [by.instant('c.at'), by.id('c.id')] },
  order: '-time',
  csv: [
    ['Instant', ({ at }) => inParis(at)],
    ['Code', ({ userCode }) => userCode],
    ['Lecteur', ({ name }) => name],
    ['Lecture', ({ view }) => READ[view]],
    ['Demandé', ({ asked }) => asked.map(({ name, value }) => `${name} : ${value}`).join(' | ')],
  ],
};

@Injectable()
export class ConsultationList extends List<Row, ConsultationView> {
  readonly declared = consultations;

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly codes: CodeDirectory,
  ) {
    super();
  }

  protected async scope({ reader: { organism } }: Asking): Promise<Fragment> {
    return fragment`c.organism_id = ANY (${await this.conventions.overseenBy(organism.id)})`;
  }

  protected async views(rows: readonly Row[]): Promise<ConsultationView[]> {
    const names = await this.codes.namesOf(rows.map(({ userCode }) => userCode));
    return rows.map(({ at, asked, ...row }) => ({
      ...row,
      at: at.toISOString(),
      asked: inOrder(asked),
      name: names.get(row.userCode) ?? null,
    }));
  }
}

const inOrder = (asked: Row['asked']): Asked[] =>
  Object.entries(asked)
    .map(([name, value]) => ({ name, value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));

export const ConsultationListController = listController(ConsultationList, consultations);
