import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  HabilitationsQuery,
  PERSONS,
  PROFILE_NAMES,
  PROFILES,
  REQUEST_STATES,
  REQUESTS,
  RequestView,
} from '#habilitations';
import {
  type Asking,
  by,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  frenchOrder,
  Gives,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  type Profile,
  period,
} from '#platform';
import { AccountsQuery } from '../read-models/accounts/query.ts';
import { foundBy } from './found.ts';
import { PersonAccount, withAccounts } from './person-account.ts';
import { REQUEST_STATE_NAMES, STATE_NAMES } from './words.ts';

/** A request with the code of the person whom it is for: a blocked one stays so (R21). */
export class ListedRequest extends RequestView {
  @Gives.object(() => PersonAccount, { orNull: true, description: 'From their first habilitation on' })
  readonly account!: PersonAccount | null;
}

const id = by.id('r.id');

const requests: ListDeclaration<ListedRequest> = {
  path: 'lists/habilitation-requests',
  tag: 'habilitations',
  summary: 'The requests of the reader’s organism by page, those that wait first, then the latest',
  roles: ['gestionnaire', 'caf-habilitation', 'caf-security'],
  reads: Reads('habilitations', 'accounts'),
  recordsExport: 'requests-export',
  file: 'demandes',
  view: ListedRequest,
  from: REQUESTS.from,
  columns: 'r.id',
  // By itself, or by whom, for whom and where it asks.
  searched: (matches) => fragment`(${matches('r.search')} OR ${foundBy('r', matches)})`,
  filters: {
    state: filter(OneOf(REQUEST_STATES, { optional: true }), (state: string) => fragment`r.state = ${state}`),
    profile: filter(
      OneOf(PROFILES, { optional: true }),
      (profile: Profile) => fragment`r.profile = ${profile}`,
    ),
    organismId: ofGestionnaire('r.gestionnaire_id'),
    ...period.days('r.requested_on', 'of the written request'),
  },
  sorts: {
    waiting: [by.whole(`(r.state = 'pending')::int`), by.text('r.recorded_at'), id],
    name: [...PERSONS.byName, id],
    establishment: [by.text(frenchOrder('e.name')), by.id('e.id'), id],
    requested: [by.day('r.requested_on'), id],
  },
  order: '-waiting',
  csv: [
    ['Personne', ({ person }) => person.name],
    ['Fonction', ({ person }) => person.function],
    ['Profil', ({ profile }) => PROFILE_NAMES[profile]],
    ['Établissement', ({ establishment }) => establishment.name],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Demande', ({ reference }) => reference],
    ['Demandée le', ({ requestedOn }) => formatShortDate(requestedOn)],
    ['Remplace', ({ replaces, prolongs }) => (prolongs ? null : replaces)],
    ['Dernier jour', ({ lastDay }) => lastDay && formatShortDate(lastDay)],
    ['Profil rendu à', ({ returnsTo }) => returnsTo],
    ['État', ({ state }) => REQUEST_STATE_NAMES[state]],
    ['Motif du refus ou du retrait', ({ reason }) => reason],
    ['Code', ({ account }) => account?.userCode],
    ['État du code', ({ account }) => account && STATE_NAMES[account.state]],
  ],
};

@Injectable()
export class RequestList extends List<{ id: string }, ListedRequest> {
  readonly declared = requests;

  constructor(
    private readonly habilitations: HabilitationsQuery,
    private readonly accounts: AccountsQuery,
  ) {
    super();
  }

  /** Those that its organism has asked for, or is asked for. */
  protected scope({ reader: { organism } }: Asking): Fragment {
    return fragment`${organism.id} IN (r.gestionnaire_id, r.caf_id)`;
  }

  protected async views(rows: readonly { id: string }[]): Promise<ListedRequest[]> {
    const found = await this.habilitations.requests(rows.map((row) => row.id));
    return withAccounts(
      this.accounts,
      rows.map((row) => found.get(row.id)!),
    );
  }
}

export const RequestListController = listController(RequestList, requests);
