import { domainToUnicode } from 'node:url';
import { policy } from '../policy.ts';
import { invalid } from '../refusal.ts';

/** A mail address as it is kept and written to: one spelling, whatever the capitals, widths, accents and code of its domain (R16). */
export const mailAddress = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/^ +| +$/g, '')
    .replace(/(?<=@)[^@]*\bxn--[^@]*$/, (domain) => domainToUnicode(domain) || domain);

/** The mailbox that an address leads to: `marie+greffe@…` is that of `marie@…` (R16). */
export const mailboxOf = (address: string): string =>
  mailAddress(address).replace(/^([^+@]+)\+[^@]*@/, '$1@');

/** Whether two addresses lead to one mailbox. */
export const isSameMailbox = (one: string, other: string): boolean => mailboxOf(one) === mailboxOf(other);

/** The word that betrays a shared mailbox, or null (R16): `petite-enfance.mairie@` says `petiteenfance`. */
export function sharedMailboxToken(email: string): string | null {
  const local = mailboxOf(email).replace(/@[^@]*$/, '');
  const plain = local.normalize('NFD').replace(/\p{Mn}/gu, '');
  const tokens = plain.split(/[.\-_\d]+/).filter((token) => token !== '');
  const pairs = tokens.slice(1).map((token, index) => `${tokens[index]}${token}`);
  return [...pairs, ...tokens].find((word) => policy.sharedMailboxTokens.includes(word)) ?? null;
}

/**
 * Refuses a mailbox that looks shared, where no reason can say otherwise (R16).
 * @throws Refusal shared-mailbox
 */
export function mustBeIndividual(email: string): void {
  if (sharedMailboxToken(email) === null) return;
  throw invalid(
    'shared-mailbox',
    'L’adresse semble être une boîte aux lettres partagée : il en faut une individuelle.',
  );
}
