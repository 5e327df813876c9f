import type {
  AccessReview,
  AccessState,
  Account,
  ActKind,
  ActorKind,
  Anomaly,
  Answer,
  AttemptOrigin,
  AttemptOutcome,
  Attestations,
  AuthFactor,
  ClauseState,
  Consulted,
  Control,
  Convention,
  Declaration,
  Departure,
  Duty,
  ErasureState,
  Holding,
  Incident,
  JobRun,
  ListedRequest,
  Mail,
  OwnSanction,
  Profile,
  ReviewedPerson,
  Rule,
  Sanction,
  ThingKind,
  UserRole,
  Verdict,
} from './api/contract';
import type { Tone } from './components/Badge';

/** The French words of the contract's values, and the tone of those that are states. */

interface State {
  label: string;
  tone: Tone;
}

export const ROLES: Record<UserRole, string> = {
  'caf-habilitation': 'Caf, habilitations',
  'caf-security': 'Caf, sécurité',
  gestionnaire: 'Gestionnaire',
  agent: 'Agent habilité',
};

export const PROFILES: Record<Profile, string> = {
  activity: 'Fournisseur données d’activité',
  financial: 'Fournisseur données financières',
  approver: 'Approbateur déclaration de données',
};

export const ALL_PROFILES: Profile[] = ['activity', 'financial', 'approver'];

export const CONVENTION_STATES: Record<Convention['state'], State> = {
  draft: { label: 'Projet', tone: 'neutral' },
  signed: { label: 'Signée', tone: 'progress' },
  active: { label: 'En vigueur', tone: 'good' },
  expired: { label: 'Échue', tone: 'warning' },
  terminated: { label: 'Résiliée', tone: 'danger' },
};

/** What of conventions wants attention. */
export const CONVENTION_WATCHES: Record<string, string> = {
  any: 'Avec un avertissement',
  renewal: 'À renouveler',
  unsigned: 'Signature manquante',
  'to-sign': 'À signer par votre organisme',
};

/** Whether the convention that covers an establishment is in force. */
export const COVERAGES: Record<string, string> = {
  'in-force': 'En vigueur',
  'not-in-force': 'Pas en vigueur',
};

/** How a party has signed (R2). */
export const SIGNING_WAYS: Record<NonNullable<Convention['signatures'][number]['way']>, string> = {
  'signed-in': 'Avec un code du portail',
  paper: 'Original papier confirmé',
  link: 'Par le lien envoyé au représentant',
};

/** Why a profile ended before its convention. */
export const HOLDING_CAUSES: Record<NonNullable<Holding['cause']>, string> = {
  replacement: 'Remplacement',
  prolongation: 'Durée prolongée',
  'end-of-mission': 'Fin de mission',
  absence: 'Absence',
  'caf-decision': 'Décision de la Caf',
  term: 'Durée convenue',
};

export const REQUEST_STATES: Record<ListedRequest['state'], State> = {
  pending: { label: 'En attente', tone: 'progress' },
  granted: { label: 'Accordée', tone: 'good' },
  refused: { label: 'Refusée', tone: 'danger' },
  withdrawn: { label: 'Retirée', tone: 'neutral' },
};

/** Which habilitations are shown, besides those in force. */
export const HOLDING_STATES: Record<string, string> = {
  limited: 'À durée limitée',
  awaited: 'Profil à retrouver',
  ended: 'Terminées',
  late: 'Fin déclarée en retard',
  any: 'Toutes',
};

export const DEPARTURE_KINDS: Record<Departure['kind'], string> = {
  departure: 'Fin de mission',
  change: 'Changement de mission',
  absence: 'Absence',
};

export const REVIEW_STATES: Record<AccessReview['state'], State> = {
  open: { label: 'En cours', tone: 'progress' },
  overdue: { label: 'En retard', tone: 'danger' },
  completed: { label: 'Achevée', tone: 'good' },
  lapsed: { label: 'Close sans suite', tone: 'neutral' },
};

/** What became of a person of a review. */
export const ACCESS_ANSWERS: Record<NonNullable<ReviewedPerson['answer']>, State> = {
  confirmed: { label: 'Confirmé', tone: 'good' },
  departure: { label: 'Fin de mission déclarée', tone: 'warning' },
  change: { label: 'Changement déclaré', tone: 'warning' },
  absence: { label: 'Absence déclarée', tone: 'warning' },
  ended: { label: 'Habilitations terminées', tone: 'neutral' },
};

/** Since the review before. */
export const ACCESS_CHANGES: Record<ReviewedPerson['change'], State> = {
  new: { label: 'Nouvelle personne', tone: 'progress' },
  returned: { label: 'De retour', tone: 'progress' },
  changed: { label: 'Profils changés', tone: 'warning' },
  none: { label: 'Sans changement', tone: 'neutral' },
};

export const ACCOUNT_STATES: Record<Account['state'], State> = {
  requested: { label: 'Demandé', tone: 'progress' },
  refused: { label: 'Refusé', tone: 'neutral' },
  pending: { label: 'À activer', tone: 'progress' },
  active: { label: 'Actif', tone: 'good' },
  blocked: { label: 'Bloqué', tone: 'danger' },
  closed: { label: 'Fermé', tone: 'neutral' },
};

export const BLOCK_KINDS = {
  idle: { label: 'Faute d’usage', tone: 'neutral' },
  security: { label: 'Suspension', tone: 'danger' },
} as const satisfies Record<string, State>;

/** What the 45 days of a block were counted from. */
export const LAST_USES = {
  success: 'dernière connexion réussie',
  delivery: 'jamais utilisé, identifiants envoyés',
  unblocking: 'pas utilisé depuis son déblocage',
};

export const ORIGINS: Record<AttemptOrigin, string> = { portal: 'Portail', imported: 'Importée' };

export const OUTCOMES: Record<AttemptOutcome, State> = {
  success: { label: 'Réussie', tone: 'good' },
  'wrong-password': { label: 'Mot de passe erroné', tone: 'warning' },
  'factor-asked': { label: 'Seconde vérification demandée', tone: 'progress' },
  'wrong-factor': { label: 'Seconde vérification erronée', tone: 'warning' },
  'no-assertion': { label: 'Identité non confirmée par le fournisseur', tone: 'warning' },
  'other-organism': { label: 'Siret d’un autre organisme', tone: 'danger' },
  'unknown-code': { label: 'Code inconnu', tone: 'warning' },
  'not-activated': { label: 'Code non activé', tone: 'warning' },
  'not-habilitated': { label: 'Sans habilitation', tone: 'danger' },
  blocked: { label: 'Code bloqué', tone: 'danger' },
  idle: { label: 'Inutilisé trop longtemps', tone: 'danger' },
  closed: { label: 'Code fermé', tone: 'danger' },
  throttled: { label: 'Trop d’essais', tone: 'danger' },
  busy: { label: 'Trop de demandes à la fois', tone: 'warning' },
};

export const FACTORS: Record<AuthFactor, string> = {
  password: 'Mot de passe',
  'one-time-code': 'Application de codes',
  passkey: 'Clé d’accès',
  'recovery-code': 'Code de secours',
  federated: 'Fournisseur d’identité',
  'federated-mfa': 'Fournisseur d’identité, à deux facteurs',
};

/** « Était-ce vous ? » */
export const ANSWERS: Record<Answer, State> = {
  yes: { label: 'Oui, c’était moi', tone: 'good' },
  no: { label: 'Non, ce n’était pas moi', tone: 'danger' },
  unknown: { label: 'Je ne sais pas', tone: 'neutral' },
};

export const ANOMALY_STATES: Record<Anomaly['state'], State> = {
  detected: { label: 'Détectée', tone: 'progress' },
  notifying: { label: 'Notification en cours', tone: 'warning' },
  notified: { label: 'Notifiée', tone: 'warning' },
  justified: { label: 'Justifiée', tone: 'progress' },
  overdue: { label: 'Sans réponse', tone: 'danger' },
  closed: { label: 'Close', tone: 'good' },
  dismissed: { label: 'Classée sans suite', tone: 'neutral' },
};

export const MAIL_STATES: Record<Mail['state'], State> = {
  waiting: { label: 'En attente', tone: 'progress' },
  accepted: { label: 'Accepté par le serveur', tone: 'good' },
  refused: { label: 'Refusé, nouvel essai prévu', tone: 'warning' },
  'given-up': { label: 'Abandonné', tone: 'danger' },
};

export const SEVERITIES: Record<Anomaly['severity'], State> = {
  informational: { label: 'Information', tone: 'neutral' },
  low: { label: 'Faible', tone: 'neutral' },
  medium: { label: 'Moyenne', tone: 'warning' },
  high: { label: 'Élevée', tone: 'danger' },
  critical: { label: 'Critique', tone: 'danger' },
};

export const RULE_STATES: Record<Rule['state'], State> = {
  active: { label: 'Active', tone: 'good' },
  retired: { label: 'Retirée', tone: 'neutral' },
};

/** What the Caf takes against somebody's access; people call it « mesure ». */
export const SANCTIONS: Record<Sanction, string> = {
  suspension: 'Suspension par précaution',
  'password-change': 'Changement de mot de passe imposé',
  removal: 'Fermeture du code',
  withdrawal: 'Retrait d’habilitation',
};

export const SANCTION_STANDINGS: Record<OwnSanction['standing'], State> = {
  'in-force': { label: 'En cours', tone: 'danger' },
  ended: { label: 'Terminée', tone: 'good' },
  final: { label: 'Définitive', tone: 'neutral' },
};

/** Whom an anomaly concerns that nobody has to justify. */
export const SEVERAL_PARTNERS = 'plusieurs partenaires, ou aucun';

/** The code that a case is about, else the network, of which nothing is said once its time is over. */
export const caseSubject = ({ userCode, network }: Pick<Anomaly, 'userCode' | 'network'>): string =>
  userCode ?? network ?? 'réseau effacé';

export const VERDICTS: Record<Verdict, string> = {
  explained: 'Expliquée : la justification suffit',
  confirmed: 'Confirmée : l’anomalie est réelle',
  insufficient: 'Insuffisante : la justification ne permet pas de conclure',
};

export const INCIDENT_CATEGORIES: Record<Incident['category'], string> = {
  'lost-password': 'Mot de passe perdu',
  'stolen-password': 'Mot de passe volé',
  'fraudulent-use': 'Utilisation frauduleuse',
  other: 'Autre incident',
};

export const INCIDENT_STATES: Record<Incident['state'], State> = {
  reported: { label: 'Signalé', tone: 'progress' },
  closed: { label: 'Clos', tone: 'good' },
};

export const REPORTING_DELAYS: Record<Incident['delay'], State> = {
  'in-time': { label: 'Aussitôt', tone: 'good' },
  amber: { label: 'Tardif', tone: 'warning' },
  red: { label: 'Très tardif', tone: 'danger' },
};

export const DUTIES: Record<Duty, string> = {
  antivirus: 'Antivirus des postes',
  'anti-spam': 'Anti-spam des postes',
  intrusion: 'Prévention de l’intrusion',
  premises: 'Accès aux locaux et matériels',
  secrecy: 'Secret professionnel',
};

export const CLAUSE_STATES: Record<ClauseState, State> = {
  'to-settle': { label: 'À régler', tone: 'warning' },
  kept: { label: 'Tenue', tone: 'good' },
  unused: { label: 'Pas encore exercée', tone: 'neutral' },
};

export const DUTY_STATES: Record<Attestations['duties'][number]['state'], State> = {
  missing: { label: 'Jamais attesté', tone: 'danger' },
  lapsed: { label: 'Échu', tone: 'danger' },
  ending: { label: 'À renouveler', tone: 'warning' },
  valid: { label: 'Attesté', tone: 'good' },
};

export const CONTROL_STATES: Record<Control['state'], State> = {
  planned: { label: 'Prévu', tone: 'progress' },
  agreed: { label: 'Mesures attendues', tone: 'warning' },
  closed: { label: 'Clos', tone: 'good' },
  cancelled: { label: 'Annulé', tone: 'neutral' },
};

export const CONTROL_OUTCOMES: Record<NonNullable<Control['conclusion']>['outcome'], State> = {
  compliant: { label: 'Conforme', tone: 'good' },
  'to-improve': { label: 'À améliorer', tone: 'warning' },
  'non-compliant': { label: 'Non conforme', tone: 'danger' },
};

export const DECLARATION_KINDS: Record<Declaration['kind'], string> = {
  forecast: 'Prévisionnelle',
  updated: 'Actualisée',
  actual: 'Réelle',
};

export const DECLARATION_STATES: Record<Declaration['state'], State> = {
  'in-entry': { label: 'En saisie', tone: 'progress' },
  'to-approve': { label: 'À approuver', tone: 'warning' },
  approved: { label: 'Approuvée', tone: 'good' },
  transmitted: { label: 'Transmise à la Caf', tone: 'good' },
};

export const RUN_OUTCOMES: Record<JobRun['outcome'], State> = {
  running: { label: 'En cours', tone: 'progress' },
  succeeded: { label: 'Réussie', tone: 'good' },
  retrying: { label: 'Échec, nouvel essai prévu', tone: 'warning' },
  failed: { label: 'Échec', tone: 'danger' },
  interrupted: { label: 'Interrompue', tone: 'warning' },
};

/** What the numbers of a report count. */
export const REPORT_COUNTS: Record<string, string> = {
  examined: 'examinés',
  opened: 'ouvertes',
  lapsed: 'closes sans suite',
  blocked: 'bloqués',
  purged: 'effacées',
  removed: 'effacés',
  reminded: 'rappels',
  overdue: 'sans réponse',
  sent: 'envoyés',
  dropped: 'abandonnés',
  failed: 'en échec',
  refused: 'refusés',
};

export const ERASURE_STATES: Record<ErasureState, State> = {
  requested: { label: 'À confirmer', tone: 'warning' },
  refused: { label: 'Refusé', tone: 'neutral' },
  erased: { label: 'Effacé', tone: 'good' },
};

export const ACCESS_STATES: Record<AccessState, State> = {
  requested: { label: 'À accorder', tone: 'warning' },
  granted: { label: 'Accordé', tone: 'good' },
  refused: { label: 'Refusé', tone: 'neutral' },
};

/** What acts are about. */
export const ACT_KINDS: Record<ActKind, string> = {
  habilitation: 'Habilitations',
  code: 'Codes et mots de passe',
  convention: 'Conventions',
  declaration: 'Déclarations',
  incident: 'Incidents',
  anomaly: 'Anomalies',
  report: 'Rapports mensuels',
  compliance: 'Obligations et contrôles',
  rule: 'Règles et vues de surveillance',
  privacy: 'Données personnelles',
  operation: 'Exploitation',
  reading: 'Lectures',
};

/** Who acted, where there is no name to tell. */
export const ACTORS: Record<ActorKind, string> = {
  caf: 'La Caf',
  gestionnaire: 'Le gestionnaire',
  agent: 'Un agent',
  link: 'Le titulaire d’un lien',
  job: 'Greffe',
  operator: 'L’exploitant',
};

export const THINGS: Record<ThingKind, string> = {
  person: 'Personne',
  code: 'Code',
  establishment: 'Établissement',
  convention: 'Convention',
  'access-review': 'Revue des habilitations',
  declaration: 'Déclaration',
  anomaly: 'Anomalie',
  incident: 'Incident',
  control: 'Contrôle',
  report: 'Rapport mensuel',
  rule: 'Règle',
};

/** What is recorded when it is read. */
export const CONSULTATIONS: Record<Consulted, string> = {
  attempts: 'Journal des connexions',
  days: 'Histogramme des connexions',
  top: 'Valeurs les plus fréquentes du journal',
  around: 'Tentatives voisines',
  'attempts-export': 'Export du journal',
  'own-attempts': 'Connexions de son propre code',
  sessions: 'Sessions ouvertes d’un code',
  consultations: 'Consultations',
  'rule-replay': 'Règle de surveillance rejouée',
  anomaly: 'Dossier d’anomalie',
  'anomaly-report': 'Rapport d’anomalies',
  'anomaly-report-csv': 'Rapport d’anomalies, en CSV',
  'anomaly-report-pdf': 'Rapport d’anomalies, en PDF',
  'anomaly-dossier-pdf': 'Dossier d’anomalie, en PDF',
  'justification-receipt-pdf': 'Accusé d’envoi d’une justification, en PDF',
  'anomaly-file': 'Fichier d’un dossier d’anomalie',
  'monthly-report': 'Rapport mensuel',
  'monthly-report-file': 'Fichier d’un rapport mensuel',
  question: 'Question posée à un agent',
  incident: 'Dossier d’incident',
  'attestation-file': 'Fichier d’une attestation',
  control: 'Contrôle chez un partenaire',
  'control-file': 'Fichier d’un contrôle',
  'annex-pdf': 'Annexe, en PDF',
  'annex-draft-pdf': 'Projet d’annexe, en PDF',
  'access-review-pdf': 'Résultat d’une revue des habilitations, en PDF',
  'access-reviews-export': 'Export des revues des habilitations',
  'reviewed-persons-export': 'Export des personnes d’une revue',
  'partners-to-review-export': 'Export des revues à ouvrir',
  'accounts-export': 'Export des codes',
  'persons-export': 'Export des personnes',
  'blocks-export': 'Export des blocages',
  'requests-export': 'Export des demandes d’habilitation',
  'habilitations-export': 'Export des habilitations',
  'conventions-export': 'Export des conventions',
  'establishments-export': 'Export des établissements',
  'incidents-export': 'Export des incidents',
  'declarations-export': 'Export des déclarations',
  'consultations-export': 'Export des consultations',
  'departures-export': 'Export des départs et retours',
  'attestations-export': 'Export des attestations',
  'anomalies-export': 'Export des anomalies',
  'sanctions-export': 'Export des mesures',
  'controls-export': 'Export des contrôles',
  'monthly-reports-export': 'Export des rapports mensuels',
  acts: 'Actes',
  'acts-export': 'Export des actes',
  'act-receipt': 'Reçu d’un de ses actes',
  'personal-data-export': 'Tout ce que le registre sait d’une personne',
  'partner-dossier': 'Dossier d’un partenaire, avec ses preuves',
  conformity: 'Conformité à l’avenant',
  'conformity-pdf': 'Conformité à l’avenant, en PDF',
};

/** What may have been asked for, by the name of the parameter. */
export const ASKED: Record<string, string> = {
  q: 'Recherche',
  sort: 'Ordre',
  id: 'Dossier',
  fileId: 'Fichier',
  duty: 'Obligation',
  userCode: 'Code',
  about: 'Objet',
  view: 'Lecture',
  notUserCode: 'Sauf le code',
  name: 'Nom',
  notName: 'Sauf le nom',
  network: 'Réseau',
  notNetwork: 'Sauf le réseau',
  outcome: 'Issue',
  notOutcome: 'Sauf l’issue',
  browser: 'Navigateur',
  notBrowser: 'Sauf le navigateur',
  origin: 'Origine',
  notOrigin: 'Sauf l’origine',
  address: 'Adresse IP',
  at: 'Instant',
  format: 'Format',
  gestionnaireId: 'Gestionnaire',
  cafId: 'Caf',
  from: 'Du',
  to: 'Au',
  threshold: 'Seuil',
  on: 'Au',
  known: 'Noms connus au',
  reviewId: 'Revue',
};
