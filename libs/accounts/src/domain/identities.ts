import { conflict, forbidden, type Instant, notFound, policy } from '#platform';
import type { AccountEvent, LinkedIdentity } from './account-events.ts';
import { mustExist } from './account-guards.ts';
import type { Account } from './account-state.ts';
import type { FromSession } from './factors.ts';

/** Somebody who has shown that the code is theirs has shown this identity too. */
export type LinkIdentity = FromSession & {
  type: 'LinkIdentity';
  identity: Omit<LinkedIdentity, 'at'>;
  /** Or behind a link. */
  isInSession: boolean;
};

export type UnlinkIdentity = { type: 'UnlinkIdentity'; linkId: string };

/**
 * It opens nothing that a password would not: a code without one stays closed, linked or not. Its provider may have seen two factors,
 * and then ours is not asked for: whoever links it has shown ours, where there is one. An activation link is not enough. Nor is it where
 * a password opens the code: whoever reads the mailbox too would come in beside its holder, who notices nothing as theirs goes on.
 */
export function linkIdentity(
  { identity, hasShownOne, isInSession }: LinkIdentity,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustExist(state);
  if (state.state === 'blocked' || state.state === 'closed') {
    throw conflict('account-not-active', 'Ce code n’est pas actif.');
  }
  if (state.identities.some(({ identityHash }) => identityHash === identity.identityHash)) return [];
  if (!hasShownOne && state.factors.length > 0) {
    throw forbidden(
      'second-factor-asked',
      'Ce code a une seconde vérification\u00a0: liez ce compte depuis «\u00a0Mon accès\u00a0», une fois connecté.',
    );
  }
  if (!isInSession && state.passwordId !== null) {
    throw conflict(
      'password-first',
      'Ce code a un mot de passe\u00a0: choisissez-en un autre par ce lien, puis liez ce compte depuis «\u00a0Mon accès\u00a0», une fois connecté.',
    );
  }
  if (state.identities.length >= policy.mostLinkedIdentities) {
    throw conflict(
      'too-many-identities',
      `Ce code est déjà lié à ${policy.mostLinkedIdentities} comptes\u00a0: déliez-en un avant d’en lier un autre.`,
    );
  }
  return [{ type: 'IdentityLinked', data: { ...identity, at: now } }];
}

export function unlinkIdentity({ linkId }: UnlinkIdentity, state: Account, now: Instant): AccountEvent[] {
  const identity = state.identities.find((known) => known.linkId === linkId);
  if (!identity) throw notFound('identity-unknown', 'Ce compte n’est pas lié, ou ne l’est plus.');
  return [unlinked(identity, now)];
}

/** With a password that is lost or stolen: whoever had it may have linked an identity of theirs. */
export const unlinkAll = ({ identities }: Account, now: Instant): AccountEvent[] =>
  identities.map((identity) => unlinked(identity, now));

const unlinked = ({ linkId, issuer, provider }: LinkedIdentity, at: Instant): AccountEvent => ({
  type: 'IdentityUnlinked',
  data: { linkId, issuer, provider, at },
});
