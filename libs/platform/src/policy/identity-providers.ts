import { formatCount, formatList } from '../typography.ts';
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
    'identity-providers',
    ({ requestMinutes, timeoutSeconds, clockToleranceSeconds, metadataMinutes }) => [
      `Qui se connecte par un fournisseur d’identité a ${formatCount(requestMinutes, 'minute')} pour en revenir.`,
      `Une réponse du fournisseur est attendue ${formatCount(timeoutSeconds, 'seconde')} au plus.`,
      `Son horloge et celle du registre peuvent différer de ${formatCount(clockToleranceSeconds, 'seconde')}.`,
      `Ce qu’il dit de lui-même est gardé ${formatCount(metadataMinutes, 'minute')}.`,
    ],
    'Décision du produit : le temps de se connecter ailleurs avec une seconde vérification ; une page n’attend pas plus de quelques secondes un service absent ; l’écart admis entre deux horloges est celui que les bibliothèques OpenID Connect admettent par défaut',
  ),
  /** What a provider says where it has seen two factors of somebody (`amr`, RFC 8176). */
  secondFactorMethods: parameter<readonly string[]>(
    ['mfa'],
    'identity-providers',
    (methods) =>
      `Le fournisseur est cru sur la seconde vérification qu’il a vue quand il répond « ${formatList(methods)} ».`,
    'ProConnect, « claim amr » : « mfa », authentification à deux facteurs ; les autres valeurs n’en disent qu’un',
  ),
  /**
   * Minutes for which two factors that a provider has seen count as two: its own session may last for half a day, and opens ours
   * again with one click on a post that somebody has left.
   */
  federatedFactorsMinutes: parameter(
    30,
    'identity-providers',
    (minutes) =>
      `La seconde vérification qu’un fournisseur d’identité a vue compte pendant ${formatCount(minutes, 'minute')}.`,
    'Décision du produit : le temps sans usage après lequel une session d’agent se ferme ; celle de ProConnect dure douze heures',
  ),
  /** Identities of providers that are linked to one code. */
  mostLinkedIdentities: parameter(
    5,
    'identity-providers',
    (count) =>
      `Un code est relié à ${formatCount(count, 'compte')} au plus chez des fournisseurs d’identité.`,
    'Décision du produit : une même personne peut venir par plusieurs fournisseurs, avec d’autres adresses',
  ),
};
