import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { CommandHandling, Reads, Rehearsal } from '#event-sourcing';
import { Mailboxes } from '#habilitations';
import {
  Clock,
  Import,
  type ImportDeclaration,
  importController,
  isAlike,
  isKnown,
  mailboxOf,
  mayNot,
  mustBeIndividual,
  type Principal,
  personName,
  Refusal,
  type Step,
  saysNothingElse,
  Text,
  willDo,
} from '#platform';
import { AccountOpening } from '../commands/account-opening.ts';
import { OpenStaffAccount, staffHolder } from '../commands/open-staff-account.ts';
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

const ON_ITS_LINE = 'Corrigez-le sur la ligne de ce code, sous «\u00a0Codes utilisateur\u00a0».';

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
      hint: 'Du gestionnaire, dont la convention est signée des deux parties\u00a0; colonne au format Texte, sinon le tableur l’arrondit',
    },
    { field: 'lastName', header: 'Nom', hint: 'Lefèvre', howToChange: ON_ITS_LINE },
    { field: 'firstName', header: 'Prénom', hint: 'Zoé', howToChange: ON_ITS_LINE },
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
    private readonly mailboxes: Mailboxes,
    private readonly opening: AccountOpening,
    private readonly handling: CommandHandling,
    private readonly clock: Clock,
  ) {
    super();
  }

  protected async plan(lines: readonly CorrespondentLine[], { organism }: Principal): Promise<Step[]> {
    const partnerships = await this.conventions.partnershipsOf(organism.id);
    const partners = new Map(partnerships.map(({ gestionnaire }) => [gestionnaire.id, gestionnaire]));
    const rehearsal = new Rehearsal(this.handling, this.clock.now());
    const seen = new Set<string>();
    const steps: Step[] = [];
    for (const line of lines) {
      const partner = partners.get(line.siret);
      const mailbox = mailboxOf(line.email);
      if (!partner)
        steps.push(mayNot('Aucune convention signée des deux parties ne vous lie à ce gestionnaire.'));
      else if (seen.has(mailbox)) steps.push(mayNot('Cette messagerie est déjà dans ce fichier.'));
      else steps.push(await this.stepOf(line, partner, rehearsal));
      seen.add(mailbox);
    }
    return steps;
  }

  private async stepOf(
    { email, ...parts }: CorrespondentLine,
    organism: { id: string; name: string },
    rehearsal: Rehearsal,
  ): Promise<Step> {
    const correspondents = await this.accounts.correspondentsOf(organism.id);
    const theirs = correspondents.find((one) => mailboxOf(one.email) === mailboxOf(email));
    if (theirs) return ofOpened(theirs, parts);
    const member = { role: 'gestionnaire', organism, name: personName(parts), email } as const;
    const identity = staffHolder(member);
    try {
      mustBeIndividual(email);
      await this.duties.mustAllow('gestionnaire', email);
      await this.mailboxes.claim(email, identity.holder, rehearsal);
      const { events, userCode } = await this.opening.rehearse(identity, rehearsal);
      // By the log itself: whoever sends a file again may be quicker than the read model.
      if (events.length === 0) return ofOpened({ userCode, name: member.name }, parts);
    } catch (error) {
      if (error instanceof Refusal) return mayNot(error.message);
      throw error;
    }
    const homonym = correspondents.find(({ name }) => isAlike(name, member.name));
    const beside = homonym ? `, outre le code ${homonym.userCode} de ${homonym.name} à ${homonym.email}` : '';
    const told = `Nouveau code pour ${organism.name}${beside}`;
    return willDo(told, new OpenStaffAccount(member));
  }
}

export const CorrespondentsImportController = importController(CorrespondentsImport, correspondentsImport);

/** Their name is kept as one: what it says otherwise is said of the last name. */
const ofOpened = (
  { userCode, name }: { userCode: string; name: string },
  given: Pick<CorrespondentLine, 'lastName' | 'firstName'>,
): Step =>
  isKnown<CorrespondentLine>(
    `Code ${userCode} déjà ouvert, pour ${name}`,
    saysNothingElse(personName(given), name) ? {} : { lastName: name },
  );
