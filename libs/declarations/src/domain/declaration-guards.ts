import { conflict, forbidden, notFound } from '#platform';
import { PROVIDER_OF } from './actions.ts';
import type { Author } from './author.ts';
import type { Part } from './content.ts';
import type { OpenedDeclaration } from './declaration-state.ts';

export function mustProvide(part: Part, { profiles }: Author): void {
  if (profiles.includes(PROVIDER_OF[part])) return;
  throw part === 'activity'
    ? forbidden('not-the-activity-provider', 'Seul le fournisseur de données d’activité écrit cette partie.')
    : forbidden(
        'not-the-financial-provider',
        'Seul le fournisseur de données financières écrit cette partie.',
      );
}

export function mustApprove({ profiles }: Author): void {
  if (profiles.includes('approver')) return;
  throw forbidden('not-the-approver', 'Seul l’approbateur renvoie, approuve et transmet une déclaration.');
}

/** What was approved does not change (R9): a correction is a new version. */
export function mustBeOpen({ state }: OpenedDeclaration): void {
  if (state === 'transmitted') throw alreadyTransmitted();
  if (state === 'approved') {
    throw conflict('declaration-approved', 'Cette déclaration est approuvée : son contenu ne change plus.');
  }
}

export function mustBePending(part: Part, state: OpenedDeclaration): void {
  mustBeOpen(state);
  if (state.submitted[part]) {
    throw conflict('part-submitted', 'Cette partie est remise : l’approbateur peut vous la renvoyer.');
  }
}

export const alreadyTransmitted = () =>
  conflict(
    'declaration-transmitted',
    'Cette déclaration est transmise : une correction est une nouvelle version.',
  );

export const unknownDeclaration = () =>
  notFound('declaration-not-found', 'Cette déclaration n’existe pas, ou ne relève pas de vous.');
