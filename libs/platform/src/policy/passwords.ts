import { formatCount } from '../typography.ts';
import { parameter } from './parameter.ts';

/** Passwords. */
export const passwordsParameters = {
  /** R14: days after which a password must be changed. */
  passwordMaxAgeDays: parameter(
    180,
    'R14',
    (days) => `Un mot de passe se change au bout de ${formatCount(days, 'jour')}.`,
    'Avenant, art. 3 : mot de passe « renouvelé régulièrement », sans durée ; décision du produit. La CNIL (délib. 2022-100) et l’ANSSI ne recommandent plus ce renouvellement',
  ),
  /** Characters a password has at least. */
  passwordMinLength: parameter(
    12,
    'passwords',
    (length) => `Un mot de passe a au moins ${formatCount(length, 'caractère')}.`,
    'CNIL, délib. 2022-100 : 50 bits d’entropie au moins quand l’accès au compte est restreint ; 12 caractères les dépassent sans imposer de composition',
  ),
  /** Words of the service, in plain letters, that make a password no harder to guess. */
  passwordContextWords: parameter<readonly string[]>(
    [
      'greffe',
      'portail',
      'partenaire',
      'caf',
      'cnaf',
      'allocations',
      'familiales',
      'convention',
      'avenant',
      'habilitation',
      'gestionnaire',
      'correspondant',
      'agent',
      'approbateur',
      'fournisseur',
      'declaration',
      'activite',
      'financier',
      'securite',
      'anomalie',
      'incident',
      'journal',
      'creche',
      'eaje',
      'psu',
      'code',
      'acces',
      'motdepasse',
      'password',
      'passe',
      'bonjour',
      'bienvenue',
      'administrateur',
    ],
    'passwords',
    (words) =>
      `Ces mots du service, que l’on essaie d’abord, ne rendent pas un mot de passe plus difficile à deviner : ${words.join(', ')}.`,
    'Décision du produit, d’après OWASP ASVS 5.0 (6.1.2, 6.2.11) : les mots du service, que l’on essaie en premier',
  ),
  /** Minutes during which the single-use link works by which whoever has lost their password chooses another. */
  passwordLossLinkMinutes: parameter(
    60,
    'passwords',
    (minutes) =>
      `Le lien à usage unique de qui a perdu son mot de passe fonctionne pendant ${formatCount(minutes, 'minute')}.`,
    'Décision du produit, d’après OWASP (Forgot Password) : un lien à usage unique, de courte durée, demandé à l’instant',
  ),
  /** Minutes for which no second mail follows another such request. */
  passwordLossPauseMinutes: parameter(
    10,
    'passwords',
    (minutes) =>
      `Après un courriel de mot de passe perdu, aucun autre ne part pour le même code pendant ${formatCount(minutes, 'minute')}.`,
    'Décision du produit : qui connaît un code et sa messagerie ne la remplit pas',
  ),
};
