/**
 * In the `FROM` of a statement that is a transaction by itself: it does not wait for the disk. For what a power cut may take, since
 * whoever had it begins again, and for what is followed by something that waits.
 */
export const NOT_WAITING = `set_config('synchronous_commit', 'off', true)`;

/** The same, among what a transaction of several statements begins with. */
export const BEGUN_NOT_WAITING = 'SET LOCAL synchronous_commit TO off';
