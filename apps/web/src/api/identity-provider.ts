import type { Elsewhere } from './contract';

/** What one goes to an identity provider for: how the state of the request begins. */
const PROVIDER_PURPOSES = ['sign-in', 'link', 'activation', 'signature'] as const;
export type ProviderPurpose = (typeof PROVIDER_PURPOSES)[number];

/** What the provider has sent this browser back with. */
export interface ProviderAnswer {
  state: string;
  code?: string;
  iss?: string;
  error?: string;
}

const PLACE = 'greffe-place-to-return-to';
const REFUSED = 'greffe-account-refused';
const SIGNED_OUT = 'greffe-signed-out';

/** Leaves for the provider. `returnTo` is where one wants to be afterwards, in this application. */
export function leaveFor({ location }: Elsewhere, returnTo: string): void {
  sessionStorage.setItem(PLACE, returnTo);
  window.location.assign(location);
}

/** Where one wanted to be; null in a tab that has not left from here. */
export const placeToReturnTo = (): string | null => sessionStorage.getItem(PLACE);

/** The account that this tab came back with would not do: the provider is to ask for another one. */
export function noteRefusal(isRefused: boolean): void {
  if (isRefused) sessionStorage.setItem(REFUSED, 'yes');
  else sessionStorage.removeItem(REFUSED);
}

export const wantedAccount = (): 'any' | 'other' =>
  sessionStorage.getItem(REFUSED) === null ? 'any' : 'other';

/** Leaves to sign out of the provider too. */
export function leaveToSignOut({ location }: Elsewhere): void {
  sessionStorage.setItem(SIGNED_OUT, new URL(location).searchParams.get('state') ?? '');
  window.location.assign(location);
}

/** Whether the provider has sent this tab back after that. */
export const hasSignedOutWith = (state: string | null): boolean =>
  state !== null && state === sessionStorage.getItem(SIGNED_OUT);

/** The answer in an address, and what it is for; null when it is none. */
export function answerIn(
  search: URLSearchParams,
): { purpose: ProviderPurpose; answer: ProviderAnswer } | null {
  const state = search.get('state') ?? '';
  const purpose = PROVIDER_PURPOSES.find((known) => state.startsWith(`${known}.`));
  if (!purpose) return null;
  const given = (['code', 'iss', 'error'] as const).flatMap((name) => {
    const value = search.get(name);
    return value ? [[name, value] as const] : [];
  });
  return { purpose, answer: { state, ...Object.fromEntries(given) } };
}
