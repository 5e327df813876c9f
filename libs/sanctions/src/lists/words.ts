import type { Role } from '#platform';
import type { Standing } from '../domain/standing.ts';

export const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  'in-force': 'En cours',
  ended: 'Terminée',
  final: 'Définitive',
};

/** Who it was, where a name is not for the reader. */
export const OTHERS: Readonly<Record<Role, string>> = {
  'caf-habilitation': 'La Caf',
  'caf-security': 'La Caf',
  gestionnaire: 'Le gestionnaire',
  agent: 'Un agent',
  anonymous: 'Le titulaire d’un lien',
  system: 'Greffe',
};
