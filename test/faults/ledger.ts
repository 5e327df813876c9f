/** A command that was sent, under one key until it was answered. */
export interface Asked {
  readonly writer: string;
  /** The command id that the portal derives from actor, path, key and body. */
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

/** An event that the passage of time brings about. */
export interface Due {
  readonly stream: string;
  readonly type: string;
}

/** Whatever the load has asked of the portal, and what was answered. */
export class Ledger {
  readonly commands: Asked[] = [];
  readonly attempts: Attempted[] = [];
  /** What must follow from what was done, once, though nobody asked for it. */
  readonly due: Due[] = [];
  /** Answers that may not be. */
  readonly wrong: string[] = [];
  /** Sessions that were gone before their time. */
  signedOut = 0;

  get answered(): number {
    return [...this.commands, ...this.attempts].filter(({ answered }) => answered).length;
  }
}
