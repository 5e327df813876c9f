import { Injectable } from '@nestjs/common';
import type { ICommand } from '@nestjs/cqrs';
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
  isAlike,
  isKnown,
  isSameMailbox,
  mailboxOf,
  mayNot,
  OneOfWords,
  type Principal,
  type Profile,
  personName,
  Refusal,
  type Step,
  Text,
  TypedDay,
  willDo,
} from '#platform';
import { Coverage } from '../commands/coverage.ts';
import { Mailboxes } from '../commands/mailboxes.ts';
import { RegisterPerson } from '../commands/register-person.ts';
import { RequestHabilitation } from '../commands/request-habilitation.ts';
import { type PersonRegistration, person } from '../domain/person.ts';
import { PROFILES, roster } from '../domain/roster.ts';
import { PROFILE_NAMES } from '../lists/words.ts';
import { PersonsQuery } from '../read-models/habilitations/persons-query.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import type { EstablishmentView, PersonView } from '../read-models/habilitations/view.ts';

const PROFILE_WORDS = { activité: 'activity', financier: 'financial', approbateur: 'approver' } as const;

/** As the annex and the lists of the register name them. */
const LONGER_WORDS = Object.fromEntries(PROFILES.map((profile) => [PROFILE_NAMES[profile], profile]));

/** An agent, and a profile that is asked for; an agent with several profiles has several lines. */
class AgentLine {
  @Text('personName')
  readonly lastName!: string;

  @Text('personName')
  readonly firstName!: string;

  @Text('titleLine', { maxLength: 150 })
  readonly function!: string;

  @Text('mailbox')
  readonly email!: string;

  @Text('titleLine', { optional: true })
  readonly establishment?: string;

  @OneOfWords(PROFILE_WORDS, { optional: true, others: LONGER_WORDS })
  readonly profile?: Profile;

  @Text('reference', { optional: true })
  readonly reference?: string;

  @TypedDay({ optional: true })
  readonly requestedOn?: CalendarDate;

  @TypedDay({ optional: true })
  readonly lastDay?: CalendarDate;
}

const ON_THEIR_PAGE = 'Corrigez-le sur la page de la personne.';
const BY_ANOTHER_REQUEST =
  'Retirez la demande qui attend et refaites-la, ou fixez le dernier jour d’un profil tenu, sous «\u00a0Habilitations\u00a0».';

const agentsImport: ImportDeclaration<AgentLine> = {
  path: 'imports/agents',
  tag: 'habilitations',
  summary: 'Name agents and ask for their profiles, from a table (R11)',
  roles: ['gestionnaire'],
  reads: Reads('conventions', 'habilitations'),
  file: 'agents',
  line: AgentLine,
  columns: [
    { field: 'lastName', header: 'Nom', hint: 'Lefèvre', howToChange: ON_THEIR_PAGE },
    { field: 'firstName', header: 'Prénom', hint: 'Zoé', howToChange: ON_THEIR_PAGE },
    { field: 'function', header: 'Fonction', hint: 'Directrice', howToChange: ON_THEIR_PAGE },
    {
      field: 'email',
      header: 'Messagerie',
      hint: 'Individuelle\u00a0: zoe.lefevre@ville.fr',
      howToChange: ON_THEIR_PAGE,
    },
    {
      field: 'establishment',
      header: 'Établissement',
      optional: true,
      hint: 'Son nom dans la convention. Vide pour nommer la personne sans rien demander',
    },
    { field: 'profile', header: 'Profil', optional: true, hint: 'activité, financier ou approbateur' },
    {
      field: 'reference',
      header: 'Référence',
      optional: true,
      hint: 'De votre demande écrite',
      howToChange: BY_ANOTHER_REQUEST,
    },
    {
      field: 'requestedOn',
      header: 'Date de la demande',
      optional: true,
      hint: '31/03/2026',
      howToChange: BY_ANOTHER_REQUEST,
    },
    {
      field: 'lastDay',
      header: 'Dernier jour',
      optional: true,
      hint: 'Vide pour une durée sans limite',
      empty: 'une durée sans limite',
      howToChange: BY_ANOTHER_REQUEST,
    },
  ],
};

/** What was brought in before, or otherwise. */
const ALREADY: readonly string[] = ['request-exists', 'already-holder'];

interface Known {
  readonly persons: readonly PersonView[];
  /** A mailbox that was somebody's who has left may be another's by now (R16). */
  readonly byMailbox: ReadonlyMap<string, readonly PersonView[]>;
  readonly establishments: readonly EstablishmentView[];
  readonly rehearsal: Rehearsal;
}

@Injectable()
export class AgentsImport extends Import<AgentLine> {
  readonly declared = agentsImport;

  constructor(
    private readonly handling: CommandHandling,
    private readonly clock: Clock,
    private readonly persons: PersonsQuery,
    private readonly habilitations: HabilitationsQuery,
    private readonly coverage: Coverage,
    private readonly mailboxes: Mailboxes,
  ) {
    super();
  }

  protected async plan(lines: readonly AgentLine[], reader: Principal): Promise<Step[]> {
    const persons = await this.persons.visibleTo(reader);
    const known: Known = {
      persons,
      byMailbox: groupBy(persons, ({ email }) => mailboxOf(email)),
      establishments: await this.habilitations.establishmentsInForce(reader),
      rehearsal: new Rehearsal(this.handling, this.clock.now()),
    };
    const steps: Step[] = [];
    for (const line of lines) steps.push(await this.stepOf(line, reader.organism.id, known));
    return steps;
  }

  private async stepOf(line: AgentLine, gestionnaireId: string, known: Known): Promise<Step> {
    try {
      const id = await this.idOf(line, gestionnaireId, known);
      const named = await this.naming(id, { ...detailsOf(line), gestionnaireId }, known);
      if (named.outcome === 'refused') return named;
      return together(named, await this.asking(id, line, known));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return mayNot(error.message);
    }
  }

  /** Whoever is called so at this mailbox; or else whose it is; or somebody new, after all who have had it. */
  private async idOf(line: AgentLine, gestionnaireId: string, { byMailbox }: Known): Promise<string> {
    const mailbox = mailboxOf(line.email);
    const known = byMailbox.get(mailbox) ?? [];
    const alike = known.find((one) => isAlike(personName(one), personName(line)));
    if (alike) return alike.id;
    for (const { id } of known) if (await this.mailboxes.isOf(line.email, id)) return id;
    const before = known.length > 0 ? [String(known.length)] : [];
    return deriveId('imported-person', gestionnaireId, mailbox, ...before);
  }

  private async naming(
    id: string,
    registration: PersonRegistration,
    { rehearsal, persons }: Known,
  ): Promise<Step> {
    const named = await rehearsal.load(person, id);
    if (named === null) {
      await this.mailboxes.claim(registration.email, id, rehearsal);
      await rehearsal.handle(person, id, { type: 'RegisterPerson', registration });
      const homonym = persons.find((one) => isAlike(personName(one), personName(registration)));
      const told = homonym
        ? `Nouvelle personne, et non ${personName(homonym)} à la messagerie ${homonym.email}, qui se corrige sur sa page`
        : 'Nouvelle personne';
      return willDo(told, new RegisterPerson(id, registration));
    }
    // In capitals, or without accents, they are the same: a name is corrected on its own page.
    if (isAlike(personName(named), personName(registration))) {
      const { lastName, firstName, function: title, email } = named;
      const recorded = { lastName, firstName, function: title };
      return isKnown<AgentLine>(
        'Personne déjà enregistrée',
        isSameMailbox(email, registration.email) ? recorded : { ...recorded, email },
      );
    }
    return mayNot(`Cette messagerie est celle de ${personName(named)}, qui est déjà parmi vos agents.`);
  }

  private async asking(personId: string, line: AgentLine, known: Known): Promise<Step> {
    const { establishment: name, profile, reference, requestedOn, lastDay } = line;
    if (!name && !profile && !reference && !requestedOn && !lastDay) {
      return isKnown('Aucun profil demandé', {});
    }
    if (!name || !profile || !reference || !requestedOn) {
      return mayNot(
        'Un profil se demande avec l’établissement, le profil, la référence et la date de la demande.',
      );
    }
    const [establishment, homonym] = known.establishments.filter((one) => isAlike(one.name, name));
    if (!establishment)
      return mayNot(`Aucun établissement de vos conventions en vigueur ne s’appelle «\u00a0${name}\u00a0».`);
    if (homonym)
      return mayNot(
        `Plusieurs établissements s’appellent «\u00a0${name}\u00a0»\u00a0: demandez ce profil à l’écran.`,
      );
    const requestId = deriveId('imported-request', personId, establishment.id, profile, reference);
    const request = {
      requestId,
      personId,
      profile,
      reference,
      requestedOn,
      documentSha256: null,
      term: lastDay ? { lastDay, returnsTo: null } : null,
    };
    const until = lastDay ? ` jusqu’au ${formatDate(lastDay)}` : '';
    const asked = `Profil demandé à ${establishment.name}${until}`;
    const { pending, holders } = await known.rehearsal.load(roster, establishment.id);
    const waiting = pending.find((other) => other.personId === personId && other.profile === profile);
    if (waiting) {
      return isKnown<AgentLine>('Ce profil est déjà demandé pour cette personne.', {
        reference: waiting.reference,
        requestedOn: waiting.requestedOn,
        lastDay: waiting.term?.lastDay ?? null,
      });
    }
    try {
      await this.rehearseRequest(establishment.id, request, known.rehearsal);
      return willDo(asked, new RequestHabilitation(establishment.id, request));
    } catch (error) {
      if (!(error instanceof Refusal && ALREADY.includes(error.code))) throw error;
      const holder = holders[profile];
      return isKnown<AgentLine>(
        `${error.message} Rien n’est demandé.`,
        holder?.personId === personId ? { lastDay: holder.term?.lastDay ?? null } : {},
      );
    }
  }

  private async rehearseRequest(
    establishmentId: string,
    request: RequestHabilitation['request'],
    rehearsal: Rehearsal,
  ): Promise<void> {
    const { inForce, ...covered } = await this.coverage.of(establishmentId);
    const named = await rehearsal.load(person, request.personId);
    if (named) await this.mailboxes.claim(named.email, request.personId, rehearsal);
    const employer = named?.gestionnaireId ?? null;
    const command = { type: 'RequestHabilitation', request, covered, inForce, employer } as const;
    await rehearsal.handle(roster, establishmentId, command);
  }
}

export const AgentsImportController = importController(AgentsImport, agentsImport);

const detailsOf = ({ lastName, firstName, function: title, email }: AgentLine) => ({
  lastName,
  firstName,
  function: title,
  email,
  sharedMailboxReason: null,
});

/** What a line does is all that its parts do; it may not when one of them may not. */
function together(...steps: readonly Step[]): Step {
  const refused = steps.find(({ outcome }) => outcome === 'refused');
  if (refused) return refused;
  const recorded = Object.assign({}, ...steps.map((step) => step.recorded));
  const done = steps.filter(({ outcome }) => outcome === 'new');
  if (done.length === 0) return { ...steps.at(-1)!, recorded };
  const commands: ICommand[] = done.flatMap((step) => step.commands);
  return { ...willDo(done.map(({ told }) => told).join('\u00a0; '), ...commands), recorded };
}
