/** What a code looks like. What does not is no code, and is kept as a hash only (R18). */
export const USER_CODE = /^[ACG][0-9]{6}$/;

export const normaliseCode = (typed: string): string => typed.trim().toUpperCase();
