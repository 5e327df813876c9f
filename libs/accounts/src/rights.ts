import type { Instant, Principal } from '#platform';

/** What a person may do where, at an instant: habilitations in force, of conventions in force (R1, R6). */
export abstract class RightsInForce {
  abstract rightsOf(personId: string, at: Instant): Promise<Principal['establishments']>;
}
