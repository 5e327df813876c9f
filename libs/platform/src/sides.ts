import type { Role } from './context/execution-context.ts';

/** Who it was, where a name is not for the reader: a partner is told of the Caf’s people only that it was the Caf. */
export const SIDES: Readonly<Record<Role, string>> = {
  'caf-habilitation': 'La Caf',
  'caf-security': 'La Caf',
  gestionnaire: 'Le gestionnaire',
  agent: 'Un agent',
  anonymous: 'Le titulaire d’un lien',
  system: 'Greffe',
};
