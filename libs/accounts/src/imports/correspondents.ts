import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Reads } from '#event-sourcing';
import {
  Import,
  type ImportDeclaration,
  importController,
  isKnown,
  mailboxOf,
  mayNot,
  mustBeIndividual,
  type Principal,
  personName,
  Refusal,
  type Step,
  Text,
  willDo,
} from '#platform';
import { OpenStaffAccount } from '../commands/open-staff-account.ts';
import { SeparationOfDuties } from '../commands/separation-of-duties.ts';
import { AccountsQuery } from '../read-models/accounts/query.ts';

/** Whoever acts for a gestionnaire. */
class CorrespondentLine {
  @Text('siret')
  readonly siret!: string;

  @Text('personName')
  readonly lastName!: string;

  @Text('personName')
  readonly firstName!: string;

  @Text('mailbox')
  readonly email!: string;
}

const correspondentsImport: ImportDeclaration<CorrespondentLine> = {
  path: 'imports/correspondents',
  tag: 'accounts',
  summary: 'Open the codes of partners’ correspondents from a table (R12, R15)',
  roles: ['caf-habilitation'],
  reads: Reads('conventions', 'accounts'),
  file: 'correspondants',
  line: CorrespondentLine,
  columns: [
    {
      field: 'siret',
      header: 'Siret',
      hint: 'Du gestionnaire, dont la convention est signée des deux parties',
    },
    { field: 'lastName', header: 'Nom', hint: 'Lefèvre' },
    { field: 'firstName', header: 'Prénom', hint: 'Zoé' },
    {
      field: 'email',
      header: 'Messagerie',
      hint: 'Individuelle\u00a0: le code et le lien d’activation y sont envoyés',
    },
  ],
};

@Injectable()
export class CorrespondentsImport extends Import<CorrespondentLine> {
  readonly declared = correspondentsImport;

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly accounts: AccountsQuery,
    private readonly duties: SeparationOfDuties,
  ) {
    super();
  }

  protected async plan(lines: readonly CorrespondentLine[], { organism }: Principal): Promise<Step[]> {
    const partnerships = await this.conventions.partnershipsOf(organism.id);
    const partners = new Map(partnerships.map(({ gestionnaire }) => [gestionnaire.id, gestionnaire]));
    const seen = new Set<string>();
    const steps: Step[] = [];
    for (const line of lines) {
      const partner = partners.get(line.siret);
      const mailbox = mailboxOf(line.email);
      if (!partner)
        steps.push(mayNot('Aucune convention signée des deux parties ne vous lie à ce gestionnaire.'));
      else if (seen.has(mailbox)) steps.push(mayNot('Cette messagerie est déjà dans ce fichier.'));
      else steps.push(await this.stepOf(line, partner));
      seen.add(mailbox);
    }
    return steps;
  }

  private async stepOf(
    { email, ...parts }: CorrespondentLine,
    organism: { id: string; name: string },
  ): Promise<Step> {
    const correspondents = await this.accounts.correspondentsOf(organism.id);
    const theirs = correspondents.find((one) => mailboxOf(one.email) === mailboxOf(email));
    if (theirs) return isKnown(`Code ${theirs.userCode} déjà ouvert`);
    try {
      mustBeIndividual(email);
      await this.duties.mustAllow('gestionnaire', email);
    } catch (error) {
      if (error instanceof Refusal) return mayNot(error.message);
      throw error;
    }
    const member = { role: 'gestionnaire', organism, name: personName(parts), email } as const;
    const command = new OpenStaffAccount(member);
    return willDo(`Nouveau code pour ${organism.name}`, command);
  }
}

export const CorrespondentsImportController = importController(CorrespondentsImport, correspondentsImport);
