import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  HabilitationsQuery,
  HabilitationView,
  HOLDINGS,
  heldAt,
  PERSONS,
  PROFILE_NAMES,
  PROFILES,
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
  Id,
  inParis,
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
import { STATE_NAMES } from './words.ts';

/** What somebody holds or has held, with their code. */
export class ListedHabilitation extends HabilitationView {
  @Gives.object(() => PersonAccount, { orNull: true })
  readonly account!: PersonAccount | null;
}

const STATES = ['held', 'limited', 'awaited', 'ended', 'late', 'any'] as const;

const id = by.id('h.id');

const habilitations: ListDeclaration<ListedHabilitation> = {
  path: 'lists/habilitations',
  tag: 'habilitations',
  summary: 'Who holds or has held which profile where, of the reader’s gestionnaire or Caf, by page',
  roles: ['gestionnaire', 'caf-habilitation', 'caf-security'],
  reads: Reads('habilitations', 'accounts'),
  recordsExport: 'habilitations-export',
  file: 'habilitations',
  view: ListedHabilitation,
  from: HOLDINGS.from,
  columns: 'h.id',
  searched: (matches) => foundBy('h', matches),
  filters: {
    state: {
      field: OneOf(STATES, {
        optional: true,
        description:
          '`held`, under a convention in force, unless given; `limited`, of these, ends by itself; `awaited` begins again after another; `late` has ended, which was declared late',
      }),
      where: (state: (typeof STATES)[number] | undefined, { now }) => {
        switch (state) {
          case 'any':
            return null;
          case 'limited':
            return fragment`${heldAt(now)} AND h.last_day IS NOT NULL`;
          case 'awaited':
            return fragment`h.started_at > ${now}`;
          case 'ended':
            return fragment`NOT (${heldAt(now)}) AND h.started_at <= ${now}`;
          case 'late':
            return fragment`h.declared_late_by_days > 0`;
          default:
            return heldAt(now);
        }
      },
    },
    profile: filter(
      OneOf(PROFILES, { optional: true }),
      (profile: Profile) => fragment`h.profile = ${profile}`,
    ),
    organismId: ofGestionnaire('c.gestionnaire_id'),
    establishmentId: filter(
      Id({ optional: true }),
      (establishment: string) => fragment`h.establishment_id = ${establishment}`,
    ),
    ...period.days('h.last_day', 'on which a habilitation ends by itself'),
  },
  sorts: {
    name: [...PERSONS.byName, id],
    establishment: [by.text(frenchOrder('e.name')), by.id('e.id'), id],
    since: [by.text('h.started_at'), id],
    // What has no end comes after all that has one.
    lastDay: [by.day(`coalesce(h.last_day, '2999-12-31')`), id],
  },
  order: 'name',
  csv: [
    ['Personne', ({ person }) => person.name],
    ['Fonction', ({ person }) => person.function],
    ['Profil', ({ profile }) => PROFILE_NAMES[profile]],
    ['Établissement', ({ establishment }) => establishment.name],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Depuis', ({ since }) => inParis(since)],
    ['Jusqu’à', ({ endedAt }) => endedAt && inParis(endedAt)],
    ['Dernier jour convenu', ({ lastDay }) => lastDay && formatShortDate(lastDay)],
    ['Profil rendu à', ({ returnsTo }) => returnsTo],
    ['Dernier jour de la mission', ({ endedOn }) => endedOn && formatShortDate(endedOn)],
    ['Jours de retard de la déclaration', ({ daysLate }) => daysLate],
    ['Motif', ({ reason }) => reason],
    ['Code', ({ account }) => account?.userCode],
    ['État du code', ({ account }) => account && STATE_NAMES[account.state]],
  ],
};

@Injectable()
export class HabilitationList extends List<{ id: string }, ListedHabilitation> {
  readonly declared = habilitations;

  constructor(
    private readonly habilitations: HabilitationsQuery,
    private readonly accounts: AccountsQuery,
  ) {
    super();
  }

  /** Under the conventions that its organism is a party to. */
  protected scope({ reader: { organism } }: Asking): Fragment {
    return fragment`${organism.id} IN (c.gestionnaire_id, c.caf_id)`;
  }

  protected async views(rows: readonly { id: string }[]): Promise<ListedHabilitation[]> {
    const found = await this.habilitations.habilitations(rows.map((row) => row.id));
    return withAccounts(
      this.accounts,
      rows.map((row) => found.get(row.id)!),
    );
  }
}

export const HabilitationListController = listController(HabilitationList, habilitations);
