import type { Profile } from '#platform';

/** The words of lists that leave the register. */
export const PROFILE_NAMES: Readonly<Record<Profile, string>> = {
  activity: 'Fournisseur données d’activité',
  financial: 'Fournisseur données financières',
  approver: 'Approbateur déclaration de données',
};
