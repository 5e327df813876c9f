/** How French readers expect names to be sorted: É beside E, capitals beside small letters. */
export const inFrenchOrder = new Intl.Collator('fr').compare;
