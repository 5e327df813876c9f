/**
 * A column of names, to be sorted as French readers expect: É beside E, œ beside oe, capitals beside small letters.
 * Names that are the same need another column behind.
 */
export const frenchOrder = (column: string): string => `${column} COLLATE "fr-x-icu"`;
