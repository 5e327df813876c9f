import { formatCount, policy } from '#platform';

/** The rules that the amendment causes (docs/rules.md), in few words for people (French). */
export const RULES = {
  R1: 'Convention signée et en vigueur',
  R2: 'Chaque partie signe pour elle-même',
  R3: 'Le dernier jour compte entier',
  R4: 'Renouvellement avant le terme',
  R5: 'La convention Psu demeure',
  R6: 'Un seul titulaire par profil',
  R7: 'Plusieurs profils pour une personne',
  R8: 'Plusieurs établissements pour une personne',
  R9: 'À chaque profil ses données',
  R10: 'Une annexe pour tous les établissements',
  R11: 'Une demande écrite avant l’habilitation',
  R12: 'Un code, une personne',
  R13: 'Mot de passe changé à la première connexion',
  R14: 'Mot de passe renouvelé',
  R15: 'Lien d’activation à usage unique',
  R16: 'Messagerie individuelle',
  R17: 'Pas d’accès sans habilitation',
  R18: 'Toute tentative est enregistrée',
  R19: `Anomalies justifiées sous ${formatCount(policy.justificationDays, 'jour')}`,
  R20: `Départs déclarés sous ${formatCount(policy.agentChangeDeclarationDays, 'jour')}`,
  R21: `Blocage après ${formatCount(policy.idleBlockDays, 'jour')} sans usage`,
  R22: 'Annexe signée avant un nouvel approbateur',
  R23: 'Incidents signalés aussitôt',
  R24: 'Obligations attestées, contrôles',
  R25: 'Fin immédiate en cas de manquement',
};

export type Rule = keyof typeof RULES;
