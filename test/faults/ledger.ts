/** A command that was sent, under one key until it was answered. */
export interface Asked {
  readonly writer: string;
  /** The command id that the portal derives from actor, path and key. */
  readonly id: string;
  /** The types of the events it writes itself. */
  readonly writes: readonly string[];
  answered: boolean;
}

/** One request to sign in: each is an attempt of its own, and its `User-Agent` is recorded with it. */
export interface Attempted {
  readonly userAgent: string;
  answered: boolean;
}

/** Whatever the load has asked of the portal, and what was answered. */
export class Ledger {
  readonly commands: Asked[] = [];
  readonly attempts: Attempted[] = [];
  /** Answers that were neither a success nor a request to try again. */
  readonly refused: string[] = [];
  /** Sessions that were gone before their time. */
  signedOut = 0;

  get answered(): number {
    return [...this.commands, ...this.attempts].filter(({ answered }) => answered).length;
  }
}
