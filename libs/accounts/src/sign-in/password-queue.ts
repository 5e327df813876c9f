import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { policy } from '#platform';
import { busy } from './refusals.ts';

/** Of the four threads of libuv, one is left to others. */
const AT_ONCE = Math.min(availableParallelism(), 3);
/** One core is kept free of them, for browsers that are known and for everything else. */
const STRANGERS_AT_ONCE = Math.max(AT_ONCE - 1, 1);
const { waiting } = policy.signInCapacity;

/**
 * Checking a password is dear on purpose: few are checked at once, by the number of cores, and a bounded number waits. Those of
 * browsers that are known wait apart from the others and come first, so that no flood of strangers keeps them out (R18).
 */
@Injectable()
export class PasswordQueue {
  readonly #known: (() => void)[] = [];
  readonly #strangers: (() => void)[] = [];
  #underWay = 0;

  /** Does `work` when its turn has come. @throws Refusal sign-in-busy, and it is not done */
  async run<T>(isKnown: boolean, work: () => Promise<T>): Promise<T> {
    if (this.#underWay < (isKnown ? AT_ONCE : STRANGERS_AT_ONCE)) this.#underWay++;
    else {
      const queue = isKnown ? this.#known : this.#strangers;
      if (queue.length >= waiting) throw busy();
      await new Promise<void>((turn) => queue.push(turn));
    }
    try {
      return await work();
    } finally {
      this.#underWay--;
      this.#next();
    }
  }

  #next(): void {
    const next = this.#known.shift() ?? (this.#underWay < STRANGERS_AT_ONCE ? this.#strangers.shift() : null);
    if (!next) return;
    this.#underWay++;
    next();
  }
}
