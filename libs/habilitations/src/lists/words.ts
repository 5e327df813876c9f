import type { Profile } from '#platform';

/** The words of lists that leave the register. */
export const PROFILE_NAMES: Readonly<Record<Profile, string>> = {
  activity: 'Fournisseur données d’activité',
  financial: 'Fournisseur données financières',
  approver: 'Approbateur déclaration de données',
};

/** Shorter, within a sentence. */
export const PROFILES_IN_SENTENCES: Readonly<Record<Profile, string>> = {
  activity: 'fournisseur données d’activité',
  financial: 'fournisseur données financières',
  approver: 'approbateur',
};
