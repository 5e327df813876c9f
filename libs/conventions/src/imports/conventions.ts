import { Injectable } from '@nestjs/common';
import { CommandHandling, Reads, Rehearsal } from '#event-sourcing';
import {
  type CalendarDate,
  Clock,
  deriveId,
  formatDate,
  groupBy,
  Import,
  type ImportDeclaration,
  importController,
  inPlainLetters,
  isAlike,
  isKnown,
  mailAddress,
  mayNot,
  mustBeIndividual,
  type Principal,
  Refusal,
  type Step,
  Text,
  TypedDay,
  willDo,
} from '#platform';
import { AskForSignatureLink } from '../commands/ask-for-signature-link.ts';
import { RegisterConvention } from '../commands/register-convention.ts';
import { Correspondents } from '../correspondents.ts';
import { convention } from '../domain/convention.ts';
import type { Party, Registration } from '../domain/convention-events.ts';
import type { Convention } from '../domain/convention-state.ts';
import { ConventionsQuery } from '../read-models/conventions/query.ts';
import type { ConventionView } from '../read-models/conventions/view.ts';

/** An establishment, with the convention that covers it: those of one gestionnaire up to the same day are one convention. */
class EstablishmentLine {
  @Text('siret')
  readonly siret!: string;

  @Text('titleLine')
  readonly gestionnaire!: string;

  @Text('titleLine', { maxLength: 300 })
  readonly gestionnaireAddress!: string;

  @Text('personName', { maxLength: 200 })
  readonly representative!: string;

  @Text('mailbox', { optional: true })
  readonly representativeEmail?: string;

  @Text('titleLine')
  readonly establishment!: string;

  @Text('titleLine', { maxLength: 300 })
  readonly address!: string;

  @TypedDay({ optional: true })
  readonly effectiveFrom?: CalendarDate;

  @TypedDay()
  readonly until!: CalendarDate;

  @Text('personName', { maxLength: 200, optional: true })
  readonly cafRepresentative?: string;

  @Text('titleLine', { maxLength: 300, optional: true })
  readonly cafAddress?: string;
}

const ON_ITS_PAGE = 'Corrigez-le sur la page de la convention.';
const ONCE = 'À donner une fois, tant que votre Caf n’a aucune convention ici';

const conventionsImport: ImportDeclaration<EstablishmentLine> = {
  path: 'imports/conventions',
  tag: 'conventions',
  summary: 'Record conventions and their establishments from a table (R1)',
  roles: ['caf-habilitation'],
  reads: Reads('conventions', 'accounts'),
  file: 'etablissements',
  line: EstablishmentLine,
  columns: [
    {
      field: 'siret',
      header: 'Siret',
      hint: 'Du gestionnaire, 14 chiffres\u00a0; colonne au format Texte, sinon le tableur l’arrondit',
    },
    { field: 'gestionnaire', header: 'Gestionnaire', hint: 'Mairie de Lille', howToChange: ON_ITS_PAGE },
    {
      field: 'gestionnaireAddress',
      header: 'Adresse du gestionnaire',
      hint: 'En une ligne',
      howToChange: ON_ITS_PAGE,
    },
    {
      field: 'representative',
      header: 'Représentant',
      hint: 'Le maire, la présidente',
      howToChange: ON_ITS_PAGE,
    },
    {
      field: 'representativeEmail',
      header: 'Messagerie du représentant',
      optional: true,
      hint: 'Un lien pour signer lui est envoyé',
      howToChange: 'Envoyez-lui le lien depuis la page de la convention.',
    },
    { field: 'establishment', header: 'Établissement', hint: 'Un par ligne', howToChange: ON_ITS_PAGE },
    {
      field: 'address',
      header: 'Adresse',
      hint: 'De l’établissement, en une ligne',
      howToChange: ON_ITS_PAGE,
    },
    {
      field: 'effectiveFrom',
      header: 'Date d’effet',
      optional: true,
      hint: '01/01/2026',
      howToChange: 'Elle se fixe sur la page de la convention, tant que le gestionnaire ne l’a pas signée.',
    },
    { field: 'until', header: 'Date de fin', hint: '31/12/2029, ce jour compris' },
    {
      field: 'cafRepresentative',
      header: 'Directeur de la Caf',
      optional: true,
      hint: ONCE,
      howToChange: ON_ITS_PAGE,
    },
    {
      field: 'cafAddress',
      header: 'Adresse de la Caf',
      optional: true,
      hint: ONCE,
      howToChange: ON_ITS_PAGE,
    },
  ],
};

/** What a convention says of the Caf, and the next one need not say again. */
type CafDetails = Pick<Party, 'address' | 'representative'>;

interface Known {
  readonly conventions: readonly ConventionView[];
  readonly caf: CafDetails | undefined;
  readonly rehearsal: Rehearsal;
}

@Injectable()
export class ConventionsImport extends Import<EstablishmentLine> {
  readonly declared = conventionsImport;

  constructor(
    private readonly handling: CommandHandling,
    private readonly clock: Clock,
    private readonly conventions: ConventionsQuery,
    private readonly correspondents: Correspondents,
  ) {
    super();
  }

  protected async plan(lines: readonly EstablishmentLine[], reader: Principal): Promise<Step[]> {
    const conventions = await this.conventions.visibleTo(reader);
    const known: Known = {
      conventions,
      caf: conventions[0]?.caf ?? cafSaidIn(lines),
      rehearsal: new Rehearsal(this.handling, this.clock.now()),
    };
    const steps = new Map<EstablishmentLine, Step>();
    for (const group of conventionsIn(lines)) {
      const planned = await this.stepsOf(group, reader, known);
      for (const [index, line] of group.entries()) steps.set(line, planned[index]!);
    }
    return lines.map((line) => steps.get(line)!);
  }

  private async stepsOf(
    group: readonly EstablishmentLine[],
    { organism }: Principal,
    { conventions, caf: cafBefore, rehearsal }: Known,
  ): Promise<Step[]> {
    const whole = wholeOf(group);
    const recorded = conventions.find(
      ({ gestionnaire, until }) => gestionnaire.id === whole.siret && until === whole.until,
    );
    const id = recorded?.id ?? deriveId('imported-convention', organism.id, whole.siret, whole.until);
    // By the log itself: whoever sends a file again may be quicker than the read model.
    const begun = await rehearsal.load(convention, id);
    if (begun.state !== 'unknown') return group.map((line) => ofRecorded(line, begun));
    const caf = cafParty(organism, whole, cafBefore);
    if (caf === null) {
      return group.map(() =>
        mayNot('Donnez le directeur et l’adresse de votre Caf\u00a0: c’est sa première convention ici.'),
      );
    }
    const others = group.filter((line) => contradicts(line, whole));
    if (others.length > 0) return withFaults(group, others, () => SAID_OTHERWISE);
    const twice = group.filter((line, index) =>
      group.slice(0, index).some((other) => isAlike(other.establishment, line.establishment)),
    );
    if (twice.length > 0) {
      return withFaults(
        group,
        twice,
        ({ establishment }) => `L’établissement «\u00a0${establishment}\u00a0» est déjà dans ce fichier.`,
      );
    }
    const registration = registrationOf(group, caf, conventions);
    const refusal = await this.refusalOf(id, registration, whole.representativeEmail, rehearsal);
    if (refusal !== null) return group.map(() => mayNot(refusal));
    const register = new RegisterConvention(id, registration);
    const told = `Nouvelle convention avec ${whole.gestionnaire}, ${termOf(whole)}`;
    const { representativeEmail: email, siret } = whole;
    const first = email
      ? willDo(`${told}, ${await this.linkTo(siret)}`, register, new AskForSignatureLink(id, email))
      : willDo(told, register);
    return group.map((_, index) => (index === 0 ? first : willDo('Établissement de cette convention')));
  }

  /** What becomes of a link that the Caf asks for: where there have been correspondents, one of them sends it (R2). */
  private async linkTo(siret: string): Promise<string> {
    return (await this.correspondents.haveBeenAt(siret))
      ? 'lien de signature proposé à ses correspondants'
      : 'lien de signature envoyé';
  }

  /** Why it would be refused, as a French sentence; null where it would not. */
  private async refusalOf(
    id: string,
    registration: Registration,
    email: string | undefined,
    rehearsal: Rehearsal,
  ): Promise<string | null> {
    const { establishments, gestionnaire, caf } = registration;
    const ids = establishments.map((establishment) => establishment.id);
    if (await this.conventions.belongToOthers(ids, gestionnaire.id, caf.id)) {
      return 'Un de ces établissements relève d’autres parties.';
    }
    try {
      if (email) {
        mustBeIndividual(email);
        await this.correspondents.mustNotBeOfOfficer(mailAddress(email));
      }
      await rehearsal.handle(convention, id, { type: 'RegisterConvention', registration });
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }
}

export const ConventionsImportController = importController(ConventionsImport, conventionsImport);

/** By gestionnaire and last day, in the order of their first lines. */
const conventionsIn = (lines: readonly EstablishmentLine[]): EstablishmentLine[][] => [
  ...groupBy(lines, ({ siret, until }) => `${siret} ${until}`).values(),
];

const SAID_OTHERWISE =
  'Le gestionnaire, son adresse, son représentant et sa messagerie, la date d’effet et ce qui est dit de la Caf sont les mêmes pour toutes les lignes de sa convention.';

/** What is wrong with some lines is said of them alone. */
const withFaults = (
  group: readonly EstablishmentLine[],
  faulty: readonly EstablishmentLine[],
  fault: (line: EstablishmentLine) => string,
): Step[] =>
  group.map((line) =>
    faulty.includes(line) ? mayNot(fault(line)) : willDo('Avec les autres lignes de cette convention'),
  );

function ofRecorded(
  line: EstablishmentLine,
  { gestionnaire, caf, establishments, effectiveFrom, link, signedBy }: Convention,
): Step {
  const place = establishments.find(({ name }) => isAlike(name, line.establishment));
  if (!place) {
    return mayNot(
      'Une convention de ce gestionnaire jusqu’à cette date est déjà enregistrée, sans cet établissement.',
    );
  }
  return isKnown<EstablishmentLine>('Convention et établissement déjà enregistrés', {
    gestionnaire: gestionnaire!.name,
    gestionnaireAddress: gestionnaire!.address,
    representative: gestionnaire!.representative,
    establishment: place.name,
    address: place.address,
    effectiveFrom,
    cafRepresentative: caf!.representative,
    cafAddress: caf!.address,
    // Once the gestionnaire has signed, nobody waits for a link.
    ...(signedBy.includes('gestionnaire') ? {} : { representativeEmail: link?.email ?? null }),
  });
}

const termOf = ({ effectiveFrom, until }: EstablishmentLine): string =>
  effectiveFrom ? `du ${formatDate(effectiveFrom)} au ${formatDate(until)}` : `jusqu’au ${formatDate(until)}`;

/** One line of a convention says it, whichever; the others may leave it out. */
const GIVEN_ONCE = ['representativeEmail', 'cafRepresentative', 'cafAddress'] as const;
const ON_EACH_LINE = ['gestionnaire', 'gestionnaireAddress', 'representative', 'effectiveFrom'] as const;

/** What its lines say of a convention together: the first, with what is given once. */
const wholeOf = (group: readonly EstablishmentLine[]): EstablishmentLine => ({
  ...group[0]!,
  ...Object.fromEntries(GIVEN_ONCE.map((field) => [field, group.map((line) => line[field]).find(Boolean)])),
});

const contradicts = (line: EstablishmentLine, whole: EstablishmentLine): boolean =>
  ON_EACH_LINE.some((field) => line[field] !== whole[field]) ||
  GIVEN_ONCE.some((field) => line[field] && line[field] !== whole[field]);

/** As these lines have it, or as it was said before. */
function cafParty(
  { id, name }: Principal['organism'],
  { cafRepresentative, cafAddress }: EstablishmentLine,
  before: CafDetails | undefined,
): Party | null {
  const representative = cafRepresentative ?? before?.representative;
  const address = cafAddress ?? before?.address;
  return representative && address ? { id, name, address, representative } : null;
}

/** By the first line that says both: once in a file is enough. */
const cafSaidIn = (lines: readonly EstablishmentLine[]): CafDetails | undefined =>
  lines.flatMap(({ cafRepresentative: representative, cafAddress: address }) =>
    representative && address ? [{ representative, address }] : [],
  )[0];

function registrationOf(
  group: readonly EstablishmentLine[],
  caf: Party,
  conventions: readonly ConventionView[],
): Registration {
  const [first] = group as [EstablishmentLine];
  const {
    siret,
    gestionnaire: name,
    gestionnaireAddress: address,
    representative,
    effectiveFrom,
    until,
  } = first;
  const theirs = conventions.filter(({ gestionnaire }) => gestionnaire.id === siret);
  // What an earlier convention covers goes on, with all that is held there.
  const covered = new Map(
    theirs.flatMap(({ establishments }) => establishments.map((one) => [inPlainLetters(one.name), one.id])),
  );
  return {
    caf,
    gestionnaire: { id: siret, siret, name, address, representative },
    establishments: group.map(({ establishment, address: place }) => ({
      id:
        covered.get(inPlainLetters(establishment)) ??
        deriveId('imported-establishment', caf.id, siret, establishment),
      name: establishment,
      address: place,
    })),
    effectiveFrom: effectiveFrom ?? null,
    until,
  };
}
