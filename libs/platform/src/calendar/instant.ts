/**
 * A moment, written as `Date.prototype.toISOString` writes it (`2016-12-31T23:00:00.000Z`).
 * Two instants are ordered by plain string comparison.
 */
export type Instant = string;

/** A day of the Europe/Paris calendar, `YYYY-MM-DD`. Two dates are ordered by plain string comparison. */
export type CalendarDate = string;
