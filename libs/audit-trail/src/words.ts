import type { ActKind, ThingKind } from '#event-sourcing';
import type { ActorKind } from './domain/act.ts';

/** The words of the acts that leave the register. */
export const KIND_NAMES: Readonly<Record<ActKind, string>> = {
  convention: 'Convention',
  habilitation: 'Habilitation',
  code: 'Code',
  declaration: 'Déclaration',
  rule: 'Surveillance',
  anomaly: 'Anomalie',
  report: 'Rapport mensuel',
  incident: 'Incident',
  compliance: 'Obligations et contrôles',
  privacy: 'Données personnelles',
  reading: 'Lecture',
  operation: 'Exploitation',
};

export const ACTOR_NAMES: Readonly<Record<ActorKind, string>> = {
  caf: 'La Caf',
  gestionnaire: 'Le gestionnaire',
  agent: 'Un agent',
  job: 'Greffe',
  operator: 'L’exploitant',
  link: 'Le titulaire d’un lien',
};

/** What Greffe does by itself, by the name of the job or reaction. */
export const WORK_NAMES: Readonly<Record<string, string>> = {
  'access-reviews': 'Revues des habilitations',
  'annex-follower': 'Suites de l’annexe',
  'anomaly-deadlines': 'Délais des anomalies',
  'answer-reviews': 'Suites d’une revue des habilitations',
  attestations: 'Demandes d’attestations',
  'block-idle-codes': 'Blocage des codes inutilisés',
  'codes-to-reactivate': 'Codes à réactiver avant une campagne',
  'convention-terms': 'Échéances des conventions',
  'habilitation-terms': 'Échéances des habilitations',
  'correct-agent-code': 'Correction des codes d’agents',
  'deliver-mail': 'Envoi des courriels',
  'detect-anomalies': 'Détection des anomalies',
  'end-sessions': 'Fin des sessions',
  'erase-personal-data': 'Effacement des données personnelles',
  'erase-after-retention': 'Effacement cinq ans après le départ',
  'expire-connection-data': 'Effacement des données de connexion anciennes',
  'end-suspensions': 'Fin des suspensions',
  'find-uses-after-departure': 'Recherche de connexions après un départ',
  'finish-departure': 'Suites d’un départ',
  'finish-report': 'Suites d’un incident',
  'finish-verdict': 'Suites d’une conclusion',
  'forget-unsent-attachments': 'Effacement des pièces non envoyées',
  'forget-unsent-files': 'Effacement des fichiers non envoyés',
  'idle-reminders': 'Rappels avant blocage',
  'keep-mailboxes': 'Messageries des agents',
  'keep-staff-mailboxes': 'Messageries de la Caf et des correspondants',
  'monthly-reports': 'Rapports mensuels',
  'open-account': 'Ouverture des codes',
  'purge-mails': 'Effacement des courriels',
  'purge-sessions': 'Effacement des sessions',
  'record-conformity': 'État du jour de la conformité',
  'release-cases': 'Reprise des dossiers confiés',
  'renewal-reminders': 'Rappels avant la fin des conventions',
  'term-reminders': 'Rappels avant la fin des habilitations à durée limitée',
  'send-notices': 'Préparation des courriels',
  'sign-in-denial': 'Connexion que le titulaire d’un code n’a pas reconnue',
  'seal-heads': 'Scellement des dossiers des partenaires',
  'sign-heads': 'Signature du scellement',
  'cosign-heads': 'Contreseing du scellement par des témoins',
  'timestamp-checkpoint': 'Horodatage d’un point de contrôle par un tiers',
  'verify-seal': 'Vérification du scellement',
};

/** Things that people know by these words; others are only how acts are found. */
export const THING_NAMES = {
  establishment: 'Établissement',
  convention: 'Convention',
  person: 'Personne',
  code: 'Code',
  'access-review': 'Revue des habilitations',
  declaration: 'Déclaration',
  anomaly: 'Anomalie',
  report: 'Rapport mensuel',
  incident: 'Incident',
  control: 'Contrôle',
  rule: 'Règle',
} as const satisfies Partial<Record<ThingKind, string>>;

export type ShownThing = keyof typeof THING_NAMES;
export const shownThings = Object.keys(THING_NAMES) as ShownThing[];
export const isShown = (kind: ThingKind): kind is ShownThing => kind in THING_NAMES;
