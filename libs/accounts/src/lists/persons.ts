import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Reads } from '#event-sourcing';
import { HeldAt, HoldingsQuery, PERSONS, PersonView, PROFILE_NAMES, PROFILES } from '#habilitations';
import {
  type Asking,
  by,
  cafOf,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  Gives,
  List,
  type ListDeclaration,
  listController,
  Named,
  OneOf,
  ofGestionnaire,
  personName,
} from '#platform';
import { AccountsQuery } from '../read-models/accounts/query.ts';
import { accountStates } from '../read-models/accounts/view.ts';
import { personsFound } from './found.ts';
import { PersonAccount, toAccount } from './person-account.ts';
import { STATE_NAMES } from './words.ts';

/** An agent with their code, and what they may do where. */
export class ListedPerson extends PersonView {
  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.object(() => PersonAccount, { orNull: true, description: 'From their first habilitation on' })
  readonly account!: PersonAccount | null;

  @Gives.list(() => HeldAt, { description: 'Under a convention in force (R1, R6), for a Caf one of its own' })
  readonly holdings!: readonly HeldAt[];
}

const persons: ListDeclaration<ListedPerson> = {
  path: 'lists/persons',
  tag: 'habilitations',
  summary: 'The agents that the reader’s gestionnaire, or those of the reader’s Caf, have named, by page',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire'],
  reads: Reads('habilitations', 'conventions', 'accounts'),
  recordsExport: 'persons-export',
  file: 'personnes',
  view: ListedPerson,
  from: PERSONS.from,
  columns: PERSONS.columns,
  searched: (matches) => fragment`p.id IN (${personsFound(matches)})`,
  filters: {
    state: filter(
      OneOf([...accountStates, 'none'], {
        optional: true,
        description: 'Of their code; `none` is without one',
      }),
      (state: string) =>
        state === 'none'
          ? fragment`NOT EXISTS (SELECT FROM accounts.accounts AS own WHERE own.person_id = p.id)`
          : fragment`p.id IN (SELECT own.person_id FROM accounts.accounts AS own WHERE own.state = ${state})`,
    ),
    profile: filter(
      OneOf([...PROFILES, 'none'], {
        optional: true,
        description: 'That they hold anywhere, for a Caf under its conventions; `none` is nothing',
      }),
      (profile: string, { reader, now }) =>
        profile === 'none'
          ? fragment`NOT ${PERSONS.hold(null, cafOf(reader), now)}`
          : PERSONS.hold(profile, cafOf(reader), now),
    ),
    organismId: ofGestionnaire('p.gestionnaire_id'),
  },
  sorts: { name: [...PERSONS.byName, by.id('p.id')] },
  order: 'name',
  csv: [
    ['Nom', ({ lastName }) => lastName],
    ['Prénom', ({ firstName }) => firstName],
    ['Fonction', ({ function: title }) => title],
    ['Adresse de messagerie', ({ email }) => email],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Code', ({ account }) => account?.userCode],
    ['État du code', ({ account }) => account && STATE_NAMES[account.state]],
    [
      'Sans usage, bloqué après le',
      ({ account }) => (account?.blocksAfter ? formatShortDate(account.blocksAfter) : null),
    ],
    ['Habilitations', ({ holdings }) => holdings.map(inWords).join(' | ')],
  ],
  found: {
    kind: 'person',
    page: '/personnes',
    as: ({ function: title, gestionnaire, ...person }) => ({
      title: personName(person),
      detail: `${title}, ${gestionnaire.name}`,
      href: `/personnes/${person.id}`,
    }),
  },
};

const inWords = ({ name, profiles }: HeldAt): string =>
  `${name} : ${profiles.map((profile) => PROFILE_NAMES[profile]).join(', ')}`;

@Injectable()
export class PersonList extends List<PersonView, ListedPerson> {
  readonly declared = persons;

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly accounts: AccountsQuery,
  ) {
    super();
  }

  /** A gestionnaire’s own, a Caf’s partners’. */
  protected async scope({ reader: { organism } }: Asking): Promise<Fragment> {
    return fragment`p.gestionnaire_id = ANY (${await this.conventions.overseenBy(organism.id)})`;
  }

  protected async views(persons: readonly PersonView[], { reader, now }: Asking) {
    const { organism } = reader;
    const ids = persons.map(({ id }) => id);
    const held = await this.holdings.heldBy(ids, cafOf(reader), now);
    const accounts = await this.accounts.ofPersons(ids);
    const partnerships = await this.conventions.partnershipsOf(organism.id);
    const names = new Map(
      [organism, ...partnerships.map(({ gestionnaire }) => gestionnaire)].map(({ id, name }) => [id, name]),
    );
    return persons.map((person) => ({
      ...person,
      gestionnaire: {
        id: person.gestionnaireId,
        name: names.get(person.gestionnaireId) ?? person.gestionnaireId,
      },
      account: toAccount(accounts.get(person.id)),
      holdings: held.get(person.id) ?? [],
    }));
  }
}

export const PersonListController = listController(PersonList, persons);
