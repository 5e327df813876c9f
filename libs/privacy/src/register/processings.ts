import { accounts } from '#accounts';
import { anomalies } from '#anomalies';
import { compliance } from '#compliance';
import { connections } from '#connections';
import { conventions } from '#conventions';
import { declarations } from '#declarations';
import { detection } from '#detection';
import type { AnyPersonalData, Context } from '#event-sourcing';
import { habilitations } from '#habilitations';
import { incidents } from '#incidents';
import { policy } from '#platform';
import { reviews } from '#reviews';
import { fieldNames } from './field-names.ts';
import type { ProcessingView } from './view.ts';

interface Processing extends Omit<ProcessingView, 'data'> {
  /** Whose events say it. */
  readonly contexts: readonly Context[];
}

const AGENTS = 'Agents habilités des gestionnaires, correspondants, agents de la Caf';
const AVENANT = 'Mission d’intérêt public (RGPD, art. 6-1 e)\u00a0; avenant à la convention';
const ENDED =
  'Cinq ans après la fin de la dernière habilitation ou la fermeture du code\u00a0; plus tôt, à la demande de deux agents de la Caf';

/** What is done with personal data (RGPD, art. 30): why, of whom, for how long. Which data, the events themselves declare. */
export const processings: readonly Processing[] = [
  {
    name: 'Habilitations',
    purpose: 'Tenir la liste des personnes habilitées, leurs profils et leurs changements (articles 2 et 4)',
    basis: AVENANT,
    persons: 'Agents des gestionnaires',
    recipients: 'Le gestionnaire, sa Caf',
    kept: ENDED,
    contexts: [habilitations, reviews],
  },
  {
    name: 'Codes et mots de passe',
    purpose: 'Remettre, bloquer et renouveler les codes d’accès (articles 3 et 4)',
    basis: AVENANT,
    persons: AGENTS,
    recipients: 'La personne, les correspondants, la Caf',
    kept: ENDED,
    contexts: [accounts],
  },
  {
    name: 'Journal des connexions',
    purpose:
      'Enregistrer chaque connexion et tentative, y compris les consultations de ce journal (article 4)',
    basis: 'Obligation de sécurité (RGPD, art. 32)\u00a0; CNIL, délibération n° 2021-122',
    persons: 'Quiconque tente de se connecter',
    recipients: 'La sécurité de la Caf\u00a0; chacun pour ses propres connexions',
    kept: `${policy.connectionDataMonths} mois\u00a0; davantage si une anomalie n’est pas close, ou en cas de litige`,
    contexts: [connections],
  },
  {
    name: 'Anomalies et justifications',
    purpose: 'Demander et juger les justifications des connexions anormales (article 4)',
    basis: AVENANT,
    persons: 'Titulaires de codes',
    recipients: 'La sécurité de la Caf, le gestionnaire concerné',
    kept: `Adresses\u00a0: ${policy.connectionDataMonths} mois après la clôture au plus. Le reste\u00a0: avec la personne`,
    contexts: [anomalies, detection],
  },
  {
    name: 'Incidents de sécurité',
    purpose: 'Recevoir les signalements et y répondre (article 4)',
    basis: AVENANT,
    persons: 'Titulaires de codes',
    recipients: 'La sécurité de la Caf, le gestionnaire concerné',
    kept: 'Avec la personne',
    contexts: [incidents],
  },
  {
    name: 'Attestations et contrôles',
    purpose: 'Suivre les engagements des gestionnaires et les contrôles de la Caf (article 4)',
    basis: AVENANT,
    persons: 'Signataires, contrôleurs',
    recipients: 'La Caf, le gestionnaire concerné',
    kept: 'Jusqu’à cinq ans après la dernière convention',
    contexts: [compliance],
  },
  {
    name: 'Déclarations',
    purpose: 'Savoir qui a saisi, approuvé et transmis (article 2)',
    basis: AVENANT,
    persons: 'Agents habilités',
    recipients: 'Le gestionnaire, la Caf',
    kept: 'Le nom, les motifs et les commentaires, avec la personne\u00a0; le code, durée de conservation de la déclaration',
    contexts: [declarations],
  },
  {
    name: 'Conventions',
    purpose: 'Savoir qui a signé, et à quel titre (articles 1 et 6)',
    basis: AVENANT,
    persons: 'Représentants des parties',
    recipients: 'Les deux parties',
    kept: 'Jusqu’à cinq ans après sa fin\u00a0; les signatures de l’annexe, après la dernière',
    contexts: [conventions],
  },
];

/** Every field that an event type declares to be personal, those within others included. */
function* personalFieldsOf(personal: AnyPersonalData): Generator<string> {
  yield* Object.keys(personal.fields);
  for (const within of Object.values(personal.within ?? {})) yield* personalFieldsOf(within);
}

export const personalFieldsIn = ({ eventTypes }: Context): string[] =>
  Object.values(eventTypes).flatMap(({ personal }) => (personal ? [...personalFieldsOf(personal)] : []));

function nameOfField(field: string): string {
  const name = fieldNames[field];
  if (name === undefined)
    throw new Error(`The personal field ${field} has no name in the register of processing`);
  return name;
}

/** The register of processing, as it follows from what events declare. */
export const processingRegister = (): ProcessingView[] =>
  processings.map(({ contexts, ...processing }) => ({
    ...processing,
    data: [...new Set(contexts.flatMap(personalFieldsIn).map((field) => nameOfField(field)))].sort(
      (one, other) => one.localeCompare(other, 'fr'),
    ),
  }));
