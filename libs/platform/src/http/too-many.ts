const headers = {
  'Retry-After': { description: 'In how many seconds to try again', schema: { type: 'integer' as const } },
};

/** The attempt came too early: it was not looked at, and is on record (R18). */
export const tooMany = (description: string) => ({ description, headers });

/** More sign-ins at once than can be looked at; it is on record. Or an engine is away. */
export const tooBusy = {
  description: 'More at once than can be looked at (recorded), or an engine is away: try again later',
  headers,
};
