import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Reads } from '#event-sourcing';
import { HabilitationsQuery, HeldAt, PERSONS, PersonView, PROFILES } from '#habilitations';
import {
  type Asking,
  by,
  type CalendarDate,
  Clock,
  Database,
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
  Text,
} from '#platform';
import { blocksAfter, COUNTED_FROM } from '../read-models/accounts/query.ts';
import { type AccountState, accountStates } from '../read-models/accounts/view.ts';
import { PROFILE_NAMES, STATE_NAMES } from './words.ts';

class PersonAccount {
  @Gives.text()
  readonly userCode!: string;

  @Gives.oneOf(accountStates)
  readonly state!: AccountState;

  @Gives.day({ orNull: true, description: 'The day after which 45 days without use block it (R21)' })
  readonly blocksAfter!: CalendarDate | null;
}

/** An agent with their code, and what they may do where. */
export class ListedPerson extends PersonView {
  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.object(() => PersonAccount, { orNull: true, description: 'From their first habilitation on' })
  readonly account!: PersonAccount | null;

  @Gives.list(() => HeldAt, { description: 'Under a convention in force (R1, R6)' })
  readonly holdings!: readonly HeldAt[];
}

interface PersonRow extends PersonView {
  readonly userCode: string | null;
  readonly state: AccountState;
  readonly lastUse: Date | null;
}

const [lastName, firstName] = PERSONS.names.map(by.text) as [
  ReturnType<typeof by.text>,
  ReturnType<typeof by.text>,
];
const id = by.id('p.id');

const persons: ListDeclaration<ListedPerson> = {
  path: 'lists/persons',
  tag: 'habilitations',
  summary: 'The agents that the reader’s gestionnaire, or those of the reader’s Caf, have named, by page',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire'],
  reads: Reads('habilitations', 'conventions', 'accounts'),
  recordsExport: 'persons-export',
  file: 'personnes',
  view: ListedPerson,
  from: `${PERSONS.from} LEFT JOIN accounts.accounts a ON a.person_id = p.id`,
  columns: `${PERSONS.columns}, a.user_code AS "userCode", a.state, a.last_use AS "lastUse"`,
  // Each half from its index.
  searched: (pattern) => fragment`p.id IN (
    SELECT found.id FROM habilitations.persons AS found WHERE found.search LIKE ${pattern}
    UNION ALL SELECT found.person_id FROM accounts.accounts AS found WHERE found.search LIKE ${pattern})`,
  filters: {
    state: filter(
      OneOf([...accountStates, 'none'], {
        optional: true,
        description: 'Of their code; `none` is without one',
      }),
      (state: string) => (state === 'none' ? fragment`a.user_code IS NULL` : fragment`a.state = ${state}`),
    ),
    profile: filter(
      OneOf([...PROFILES, 'none'], {
        optional: true,
        description: 'That they hold anywhere; `none` is nothing',
      }),
      (profile: string, { now }) =>
        profile === 'none' ? fragment`NOT ${PERSONS.hold(null, now)}` : PERSONS.hold(profile, now),
    ),
    organismId: filter(
      Text('organismId', { optional: true, description: 'SIRET of the gestionnaire' }),
      (gestionnaire: string) => fragment`p.gestionnaire_id = ${gestionnaire}`,
    ),
  },
  sorts: {
    name: [lastName, firstName, id],
    code: [by.text(`coalesce(a.user_code, '~')`), id],
    blocksAfter: [by.instant(COUNTED_FROM), id],
  },
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
};

const inWords = ({ name, profiles }: HeldAt): string =>
  `${name} : ${profiles.map((profile) => PROFILE_NAMES[profile]).join(', ')}`;

@Injectable()
export class PersonList extends List<PersonRow, ListedPerson> {
  readonly declared = persons;

  constructor(
    database: Database,
    clock: Clock,
    private readonly conventions: ConventionsQuery,
    private readonly habilitations: HabilitationsQuery,
  ) {
    super(database, clock);
  }

  /** A gestionnaire’s own, a Caf’s partners’. */
  protected async scope({ reader: { organism } }: Asking): Promise<Fragment> {
    return fragment`p.gestionnaire_id = ANY (${await this.conventions.overseenBy(organism.id)})`;
  }

  protected async views(rows: readonly PersonRow[], { reader: { organism }, now }: Asking) {
    const held = await this.habilitations.heldBy(
      rows.map((row) => row.id),
      now,
    );
    const partnerships = await this.conventions.partnershipsOf(organism.id);
    const names = new Map(
      [organism, ...partnerships.map(({ gestionnaire }) => gestionnaire)].map(({ id, name }) => [id, name]),
    );
    return rows.map(({ userCode, state, lastUse, ...person }) => ({
      ...person,
      gestionnaire: {
        id: person.gestionnaireId,
        name: names.get(person.gestionnaireId) ?? person.gestionnaireId,
      },
      account: userCode === null ? null : { userCode, state, blocksAfter: blocksAfter(state, lastUse) },
      holdings: held.get(person.id) ?? [],
    }));
  }
}

export const PersonListController = listController(PersonList, persons);
