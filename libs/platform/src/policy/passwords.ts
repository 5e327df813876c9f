import { parameter } from './parameter.ts';

/** Passwords. */
export const passwordsParameters = {
  /** R14: days after which a password must be changed. */
  passwordMaxAgeDays: parameter(
    180,
    'R14',
    'Avenant, art. 3 : mot de passe « renouvelé régulièrement », sans durée ; décision du produit. La CNIL (délib. 2022-100) et l’ANSSI ne recommandent plus ce renouvellement',
  ),
  /** Characters a password has at least. */
  passwordMinLength: parameter(
    12,
    'Mot de passe',
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
    'Mot de passe',
    'Décision du produit, d’après OWASP ASVS 5.0 (6.1.2, 6.2.11)\u00a0: les mots du service, que l’on essaie en premier',
  ),
  /** Minutes during which the single-use link works by which whoever has lost their password chooses another. */
  passwordLossLinkMinutes: parameter(
    60,
    'Mot de passe',
    'Décision du produit, d’après OWASP (Forgot Password) : un lien à usage unique, de courte durée, demandé à l’instant',
  ),
  /** Minutes for which no second mail follows another such request. */
  passwordLossPauseMinutes: parameter(
    10,
    'Mot de passe',
    'Décision du produit : qui connaît un code et sa messagerie ne la remplit pas',
  ),
};
