/**
 * A column of names, to be sorted as French readers expect: É beside E, œ beside oe, capitals beside small letters.
 * Names that are the same need another column behind.
 */
export const frenchOrder = (column: string): string => `${column} COLLATE "fr-x-icu"`;

/**
 * A column, or a text, as it is searched: in small letters, without accents, œ as oe, apostrophes all alike, hyphens as
 * spaces.
 */
export const forSearch = (column: string): string =>
  `translate(replace(replace(regexp_replace(normalize(lower(${column}), NFD), '[\u0300-\u036f]', '', 'g'), 'œ', 'oe'), 'æ', 'ae'), '’ʼ‐‑–-', '''''    ')`;
