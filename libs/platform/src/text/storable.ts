/** What no store keeps, or gives back as it was: U+0000, and half of a surrogate pair. */
export const UNSTORABLE = /\0|\p{Surrogate}/u;

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);
