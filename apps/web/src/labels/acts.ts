import type { ActKind, ActorKind, ThingKind } from '../api/contract';

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
