/** Commands that are decided on the present state alone: what is made or done to many, what is one’s own, what joins what is there. */
const UNCOMPARED = [
  /^\/[^/]+$/,
  /^\/(activation|imports|jobs|journal-views|own-access|session|signature)\//,
  /\/(confirmations|files|notes|personal-data|replay|sessions)(\/|$)/,
];

/** Whether the server compares with what somebody had before them; elsewhere it refuses an `If-Match`. */
export const isCompared = (path: string): boolean => !UNCOMPARED.some((pattern) => pattern.test(path));
