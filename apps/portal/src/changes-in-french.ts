import { actDescriptions } from '#audit-trail';
import { type DomainEvent, titleOf } from '#event-sourcing';
import type { Role } from '#platform';

/** Who did it, where a name is not for the reader. */
export const OTHERS: Readonly<Record<Role, string>> = {
  'caf-habilitation': 'la Caf',
  'caf-security': 'la Caf',
  gestionnaire: 'le gestionnaire',
  agent: 'un agent',
  anonymous: 'le titulaire d’un lien',
  system: 'Greffe',
};

const FIELDS: Readonly<Record<string, string>> = {
  lastName: 'nom',
  firstName: 'prénom',
  name: 'nom',
  function: 'fonction',
  email: 'messagerie',
  address: 'adresse',
  representative: 'représentant',
};

/** What happened; of a correction what it is now, in the fields that people see. */
export function inFrench({ type, data }: DomainEvent): string {
  const description = actDescriptions[type];
  const what = description ? titleOf(description, data) : 'Modification enregistrée';
  return 'before' in data && 'after' in data ? `${what}\u00a0: ${corrected(data.before, data.after)}` : what;
}

function corrected(before: unknown, after: unknown): string {
  const former = before as Record<string, unknown>;
  return Object.entries(after as Record<string, unknown>)
    .filter(([field, value]) => field in FIELDS && value !== former[field])
    .map(([field, value]) => `${FIELDS[field]} «\u00a0${value}\u00a0»`)
    .join(', ');
}
