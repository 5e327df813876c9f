import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { HoldingsQuery, PersonsQuery } from '#habilitations';
import { cafOf, type Named, notFound, type Principal } from '#platform';
import type { CodeHolderView } from './http/code-holder.view.ts';
import { ListedAccounts } from './lists/listed-accounts.ts';
import { type AccountContact, AccountsQuery } from './read-models/accounts/query.ts';
import type { ListedAccount } from './read-models/accounts/view.ts';

/** Who has a code, or is to have one: an agent by the id of the person, or anybody by their code. */
export type HolderId = { readonly personId: string } | { readonly userCode: string };

/** One person with their code, as whoever answers for them sees them. */
@Injectable()
export class Holders {
  constructor(
    private readonly accounts: AccountsQuery,
    private readonly persons: PersonsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly conventions: ConventionsQuery,
    private readonly listed: ListedAccounts,
  ) {}

  /** Whom the reader finds among persons and codes too. @throws Refusal holder-not-found */
  async one(id: HolderId, reader: Principal): Promise<CodeHolderView> {
    const account = await ('personId' in id
      ? this.accounts.byPerson(id.personId)
      : this.accounts.byCode(id.userCode));
    const personId = 'personId' in id ? id.personId : (account?.personId ?? null);
    const person = personId === null ? null : await this.persons.one(personId);
    const organismId = person?.gestionnaireId ?? account?.organism.id;
    const isShown =
      person !== null || reader.role !== 'gestionnaire' || isToldToCorrespondent(account, reader);
    if (organismId === undefined || !isShown) throw unknown();
    if (!(await this.conventions.oversees(reader.organism.id, organismId))) throw unknown();
    const organism = account?.organism ?? (await this.gestionnaire(organismId, reader));
    return this.view({ person, account, organism }, reader);
  }

  /** The reader, whoever it is. */
  async own(reader: Principal): Promise<CodeHolderView> {
    const person = reader.personId === null ? null : await this.persons.one(reader.personId);
    const account = await this.accounts.byCode(reader.userCode);
    return this.view({ person, account, organism: reader.organism }, reader);
  }

  private async view(
    {
      person,
      account,
      organism,
    }: Pick<CodeHolderView, 'person' | 'organism'> & { account: AccountContact | null },
    reader: Principal,
  ): Promise<CodeHolderView> {
    return {
      person,
      organism,
      account: account && (await this.shown(account, reader)),
      holdings: person ? await this.holdings.of(person.id, cafOf(reader)) : [],
    };
  }

  private async shown(
    { email: _, ...account }: AccountContact,
    reader: Principal,
  ): Promise<ListedAccount | null> {
    const [shown = null] = await this.listed.of([account], reader);
    return shown;
  }

  /** Of a person who has no code yet. */
  private async gestionnaire(id: string, { organism }: Principal): Promise<Named> {
    const partnerships = await this.conventions.partnershipsOf(organism.id);
    const found = partnerships.find(({ gestionnaire }) => gestionnaire.id === id);
    return found?.gestionnaire ?? { id, name: id };
  }
}

/** As in the list of codes: of other correspondents, those alone whom the reader is to confirm. */
const isToldToCorrespondent = (account: AccountContact | null, { userCode }: Principal): boolean =>
  account !== null && (account.toBeConfirmed || account.userCode === userCode);

const unknown = () => notFound('holder-not-found', 'Cette personne n’existe pas, ou ne relève pas de vous.');
