import type {
  AccessReview,
  Departure,
  Holding,
  ListedRequest,
  Profile,
  ReviewedPerson,
} from '../api/contract';
import type { State } from './state';

export const PROFILES: Record<Profile, string> = {
  activity: 'Fournisseur données d’activité',
  financial: 'Fournisseur données financières',
  approver: 'Approbateur déclaration de données',
};

export const ALL_PROFILES: Profile[] = ['activity', 'financial', 'approver'];

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
