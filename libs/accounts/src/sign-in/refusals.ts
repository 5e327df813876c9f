import type { AttemptOutcome } from '#connections';
import { forbidden, formatCount, type Instant, notFound, policy, Refusal, unavailable } from '#platform';
import type { FactorProof } from '../factors/factor-proofs.ts';

/** Whoever does not know the password learns nothing: neither whether there is such a code, nor its state. */
const refused = (): Refusal =>
  new Refusal(
    'unauthenticated',
    'sign-in-refused',
    'Le code et le mot de passe ne vont pas ensemble, ou le code n’est pas encore activé.',
  );

/** What to answer to an attempt that came to `outcome`; `shown`: the second factor, where there was one. */
export function refusalOf(
  outcome: AttemptOutcome,
  passwordRight: boolean,
  shown: FactorProof['kind'] | null = null,
): Refusal {
  if (!passwordRight) return refused();
  switch (outcome) {
    case 'wrong-factor':
      return shown === null ? refused() : wrongFactor(shown);
    case 'other-organism':
      return otherOrganism();
    case 'blocked':
      return forbidden(
        'account-blocked',
        'Ce code est bloqué. Votre gestionnaire peut demander son déblocage à la Caf.',
      );
    case 'idle':
      return forbidden(
        'account-idle',
        `Ce code est bloqué : il n’a pas servi pendant ${policy.idleBlockDays} jours. Votre gestionnaire peut demander son déblocage à la Caf.`,
      );
    case 'closed':
      return forbidden('account-closed', 'Ce code est fermé.');
    case 'not-habilitated':
      return forbidden(
        'not-habilitated',
        'Aucune habilitation en vigueur n’est attachée à ce code. Votre gestionnaire peut en demander une à la Caf.',
      );
    default:
      return refused();
  }
}

/** Whoever has shown one knows which it was: that is all that the words tell. */
export const wrongFactor = (shown: FactorProof['kind']): Refusal =>
  new Refusal('unauthenticated', 'wrong-factor', WRONG[shown]);

const WRONG: Readonly<Record<FactorProof['kind'], string>> = {
  'one-time-code': 'Ce code n’est pas le bon, ou a déjà servi. Attendez le suivant, puis réessayez.',
  'recovery-code':
    'Ce code de secours n’est pas le bon, ou a déjà servi. Vérifiez-le, ou prenez-en un autre de votre liste.',
  passkey:
    'Cette clé d’accès n’est pas reconnue pour ce code. Réessayez, ou utilisez une autre de vos vérifications.',
};

/** Its Siret is not the one of the code. */
export const otherOrganism = (): Refusal =>
  forbidden(
    'other-organism',
    'Le compte par lequel vous venez est celui d’un autre organisme\u00a0: son Siret n’est pas celui de ce code. Choisissez votre compte de cet organisme, ou utilisez votre mot de passe.',
  );

/** The same for one that nobody has linked, and for one that was unlinked. */
export const identityRefused = (): Refusal =>
  new Refusal(
    'unauthenticated',
    'identity-not-linked',
    'Ce compte n’est relié à aucun code. Connectez-vous avec votre code et votre mot de passe, puis reliez-le sous «\u00a0Sécurité de mon accès\u00a0».',
  );

/** The same for a key that is unknown, or of another code. */
export const passkeyRefused = (): Refusal =>
  new Refusal('unauthenticated', 'passkey-refused', 'Cette clé d’accès n’ouvre pas ce code.');

export const signInExpired = (): Refusal =>
  new Refusal(
    'unauthenticated',
    'sign-in-expired',
    'Cette connexion a trop attendu\u00a0: recommencez par le code et le mot de passe.',
  );

/** What was begun to add a second factor is there no more. */
export const enrolmentExpired = (): Refusal =>
  notFound('enrolment-expired', 'Cet ajout a trop attendu, ou un autre l’a remplacé\u00a0: recommencez-le.');

export function throttled(retryAt: Instant, now: Instant): Refusal {
  const seconds = Math.max(1, Math.ceil((Date.parse(retryAt) - Date.parse(now)) / 1000));
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes < 120 ? formatCount(minutes, 'minute') : formatCount(Math.ceil(minutes / 60), 'heure');
  return new Refusal(
    'too-many',
    'throttled',
    `Trop de tentatives. Attendez ${wait} avant d’essayer de nouveau.`,
    seconds,
  );
}

export const BUSY = 'sign-in-busy';

/** More passwords are to be checked than can be: this one is not. */
export const busy = (): Refusal =>
  unavailable(
    BUSY,
    'Trop de connexions sont demandées en ce moment : réessayez dans quelques secondes.',
    policy.signInCapacity.retryAfterSeconds,
  );
