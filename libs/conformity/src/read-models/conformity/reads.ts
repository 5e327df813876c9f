/** The read models that the page is made of. */
export const CONFORMITY_READS = [
  'accounts',
  'acts',
  'anomalies',
  'attestations',
  'casework',
  'controls',
  'conventions',
  'declarations',
  'departures',
  'habilitations',
  'incidents',
  'journal',
  'reviews',
  'sanctions',
] as const satisfies [string, ...string[]];
