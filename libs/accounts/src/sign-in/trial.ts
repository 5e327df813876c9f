import type { Origin, Tried } from '#connections';

/** Where an attempt comes from. */
export interface Visitor extends Origin {
  /** Which browser it is, when it has signed in with this very code before. */
  readonly knownBrowser: string | null;
}

/** An attempt at a password or a link, before anything is known of it. */
export interface Trial {
  /** Keyed hash of what was typed, or of the link. */
  readonly subject: string;
  readonly visitor: Visitor;
  /** A second factor is shown, of whoever has shown the password or is signed in. */
  readonly ofFactor?: boolean;
  /** Whose it is: asked only when it is to be recorded. */
  readonly whose: () => Promise<Tried>;
}
