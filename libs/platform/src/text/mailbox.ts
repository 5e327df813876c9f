/** A mail address as it is kept and written to: one spelling, whatever the capitals, widths and accents (R16). */
export const mailAddress = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/^ +| +$/g, '');

/** The mailbox that an address leads to: `marie+greffe@…` is that of `marie@…` (R16). */
export const mailboxOf = (address: string): string =>
  mailAddress(address).replace(/^([^+@]+)\+[^@]*@/, '$1@');

/** Whether two addresses lead to one mailbox. */
export const isSameMailbox = (one: string, other: string): boolean => mailboxOf(one) === mailboxOf(other);
