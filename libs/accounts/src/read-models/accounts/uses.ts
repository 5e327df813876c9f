/** Codes that 45 days without use block. */
export const IN_USE = `state IN ('pending', 'active')`;

/** The use that the 45 days of a code are counted from; of those that no disuse blocks a day behind all others. */
export const COUNTED_FROM = `coalesce(CASE WHEN ${IN_USE} THEN last_use END, timestamptz '2999-12-31 00:00:00Z')`;

/** The last success; of those without one a day before all others. */
export const LAST_SUCCESS = `coalesce(last_success, timestamptz '1970-01-01 00:00:00Z')`;
