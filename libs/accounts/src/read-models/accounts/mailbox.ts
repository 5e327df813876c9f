/** The mailbox that the address in a column leads to, as SQL: see `mailboxOf` (R16). */
export const mailboxIn = (column: string): string =>
  `lower(regexp_replace(${column}, '^([^+@]+)\\+[^@]*@', '\\1@'))`;
