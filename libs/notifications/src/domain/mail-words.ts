import type { Template } from './notices.ts';
import type { Obstacle } from './obstacles.ts';

const OBSTACLES: Record<Obstacle, string> = {
  NOT_USEFUL: 'Ce courriel n’était plus utile.',
  CODE_CLOSED: 'Ce code est fermé.',
  CODE_BLOCKED: 'Ce code est bloqué.',
  CODE_IDLE: 'Ce code n’a pas servi depuis trop longtemps\u00a0: il est à débloquer.',
  NOT_ACTIVATED: 'Ce code n’est pas activé\u00a0: son titulaire n’a pas encore choisi de mot de passe.',
  NOT_HABILITATED: 'Cette personne n’a plus d’habilitation.',
  CASE_SETTLED: 'La justification est déjà donnée, ou l’anomalie est close.',
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

const ABOUT: Partial<Record<Template, string>> = {
  'anomaly-notified': 'Notification',
  'justification-reminder': 'Rappel',
  'justification-overdue': 'Délai écoulé',
  'justification-missing': 'Justification non reçue',
  'justification-received': 'Justification reçue',
  'verdict-given': 'Conclusion',
};

/** What a mail about a case is about. */
export const aboutText = (template: Template): string => ABOUT[template] ?? template;
