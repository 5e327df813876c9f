import { SIGN_IN_OBSTACLES } from '#accounts';
import type { Template } from '../domain/notices.ts';
import type { Obstacle } from './obstacles.ts';

const OBSTACLES: Record<Obstacle, string> = {
  NOT_USEFUL: 'Ce courriel n’était plus utile.',
  ...SIGN_IN_OBSTACLES,
  CASE_SETTLED: 'La réponse est déjà donnée, ou l’anomalie est close.',
};

/** The codes of nodemailer. */
const SERVER: Record<string, string> = {
  ETIMEDOUT: 'Le serveur de messagerie ne répond pas.',
  ECONNECTION: 'Le serveur de messagerie ne répond pas.',
  ESOCKET: 'La liaison avec le serveur de messagerie a été coupée.',
  EDNS: 'Le serveur de messagerie est introuvable.',
  EAUTH: 'Le serveur de messagerie refuse les identifiants du portail.',
  EENVELOPE: 'Le serveur de messagerie refuse cette adresse.',
  EMESSAGE: 'Le serveur de messagerie refuse ce message.',
  SMTP_URL_UNSET: 'Aucun serveur de messagerie n’est configuré.',
};

/** Why a mail has not left, or somebody cannot sign in, from the code that is kept. */
export const reasonText = (code: string): string =>
  OBSTACLES[code as Obstacle] ?? SERVER[code] ?? 'Le serveur de messagerie n’a pas pris ce message.';

const ABOUT: Readonly<Record<Template, string>> = {
  'activation-code': 'Code utilisateur',
  'activation-renewed': 'Nouveau lien annoncé',
  'activation-link': 'Lien d’activation',
  'password-lost': 'Lien pour un mot de passe oublié',
  'signature-link': 'Lien de signature',
  'renewal-proposed': 'Renouvellement à signer',
  'convention-ending': 'Fin prochaine de la convention',
  'conventions-ending': 'Fin prochaine de conventions',
  'code-blocked': 'Code bloqué',
  'code-unblocked': 'Code débloqué',
  'code-closed': 'Code fermé',
  'password-changed': 'Mot de passe changé',
  'new-browser': 'Connexion depuis un nouveau navigateur',
  'second-factors-missed': 'Secondes vérifications erronées',
  'second-factor-changed': 'Seconde vérification changée',
  'recovery-codes-changed': 'Codes de secours créés, utilisés ou annulés',
  'identity-link-changed': 'Compte d’un fournisseur d’identité relié ou délié',
  'password-change-required': 'Changement de mot de passe demandé',
  'idle-reminder': 'Rappel avant blocage',
  'codes-to-reactivate': 'Codes à réactiver avant une campagne',
  'anomaly-notified': 'Anomalie notifiée',
  'justification-reminder': 'Rappel de justification',
  'justification-overdue': 'Délai de justification écoulé',
  'justification-missing': 'Justification non reçue',
  'justification-received': 'Justification reçue',
  'verdict-given': 'Conclusion sur une anomalie',
  'agent-asked': 'Question à l’agent',
  'agent-answered': 'Réponse de l’agent',
  'monthly-report': 'Rapport mensuel',
  'incident-reported': 'Incident signalé',
  'incident-closed': 'Incident clos',
  'attestations-due': 'Attestations demandées',
  'control-planned': 'Contrôle prévu',
  'control-cancelled': 'Contrôle annulé',
  'control-concluded': 'Contrôle conclu',
  'access-review-opened': 'Revue des habilitations',
  'access-review-reminder': 'Rappel d’une revue des habilitations',
  'departure-declared': 'Départ ou absence déclaré',
  'habilitation-requested': 'Habilitation demandée',
  'habilitation-granted': 'Habilitation accordée',
  'habilitation-refused': 'Habilitation refusée',
  'habilitations-ending': 'Fin prochaine d’habilitations',
};

/** What a mail is about. */
export const aboutText = (template: Template): string => ABOUT[template];
