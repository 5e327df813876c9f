import { parameter } from './parameter.ts';

/** How long an identity provider is waited for. */
interface IdentityProviderBounds {
  /** From when a browser is sent there to when it comes back. */
  readonly requestMinutes: number;
  /** Of one answer to the server. */
  readonly timeoutSeconds: number;
  /** By which its clock and ours may differ. */
  readonly clockToleranceSeconds: number;
  /** For which what it says of itself is kept. */
  readonly metadataMinutes: number;
}

/** Providers that vouch for somebody. */
export const identityProvidersParameters = {
  identityProviderBounds: parameter<IdentityProviderBounds>(
    { requestMinutes: 10, timeoutSeconds: 5, clockToleranceSeconds: 30, metadataMinutes: 60 },
    'Fournisseur d’identité',
    'Décision du produit : le temps de se connecter ailleurs avec une seconde vérification ; une page n’attend pas plus de quelques secondes un service absent ; l’écart admis entre deux horloges est celui que les bibliothèques OpenID Connect admettent par défaut',
  ),
  /** What a provider says where it has seen two factors of somebody (`amr`, RFC 8176). */
  secondFactorMethods: parameter<readonly string[]>(
    ['mfa'],
    'Fournisseur d’identité',
    'ProConnect, « claim amr » : « mfa », authentification à deux facteurs ; les autres valeurs n’en disent qu’un',
  ),
  /**
   * Minutes for which two factors that a provider has seen count as two: its own session may last for half a day, and opens ours
   * again with one click on a post that somebody has left.
   */
  federatedFactorsMinutes: parameter(
    30,
    'Fournisseur d’identité',
    'Décision du produit : le temps sans usage après lequel une session d’agent se ferme ; celle de ProConnect dure douze heures',
  ),
  /** Identities of providers that are linked to one code. */
  mostLinkedIdentities: parameter(
    5,
    'Fournisseur d’identité',
    'Décision du produit : une même personne peut venir par plusieurs fournisseurs, avec d’autres adresses',
  ),
};
