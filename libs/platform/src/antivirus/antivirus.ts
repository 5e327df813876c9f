/** What an antivirus says of a file; `unchecked` where none is configured. */
export type Finding = 'clean' | 'infected' | 'unchecked';

/** Looks at what people send before it is kept. */
export abstract class Antivirus {
  /** @throws Refusal antivirus-away: what cannot be looked at is not kept */
  abstract inspect(bytes: Uint8Array): Promise<Finding>;
}
