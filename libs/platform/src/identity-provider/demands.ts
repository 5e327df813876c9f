import type { Demand } from './identity-provider.ts';

const SIGN_IN_LEVELS = ['eidas1', 'eidas2', 'eidas3'] as const;
/** Proves that somebody directs the organism that they come for. */
export const DIRECTOR_LEVEL = 'https://proconnect.gouv.fr/assurance/certification-dirigeant';

const LINK = {
  scopes: ['openid', 'email', 'siret', 'idp_id'],
  levels: SIGN_IN_LEVELS,
  isLevelEssential: false,
} as const;

/** What is asked for each end: nothing of a person that is not used for it. */
export const DEMANDS = {
  'sign-in': { scopes: ['openid', 'siret'], levels: SIGN_IN_LEVELS, isLevelEssential: false },
  link: LINK,
  activation: LINK,
  signature: {
    scopes: ['openid', 'given_name', 'usual_name', 'siret', 'idp_id'],
    levels: [DIRECTOR_LEVEL],
    isLevelEssential: true,
  },
} as const satisfies Record<string, Demand>;

export type ProviderPurpose = keyof typeof DEMANDS;
