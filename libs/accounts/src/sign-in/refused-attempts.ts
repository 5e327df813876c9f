import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Attempt, networkOf, RecordAttempts, type Tried, type Unread } from '#connections';
import { type Instant, policy, runAnew } from '#platform';
import type { Trial } from './password-attempts.ts';

type Refused = Omit<Attempt, keyof Tried>;

interface Gathered {
  readonly attempts: Map<string, Refused>;
  readonly written: Promise<void>;
}

/** Of one append. */
const MOST_TOGETHER = 200;

/**
 * Attempts that are refused unread, each on record before it is answered: those of a subject are gathered for a second, and
 * written as one event for each network, which says how many they were (R18). Whose code it is is asked once for all of them.
 */
@Injectable()
export class RefusedAttempts {
  readonly #gathered = new Map<string, Gathered>();

  constructor(private readonly commands: CommandBus) {}

  /** Resolves once the log has it. */
  record({ subject, visitor, whose }: Trial, outcome: Unread, retryAt: Instant | null): Promise<void> {
    const gathered = this.#gathered.get(subject) ?? this.#gather(subject, whose);
    const key = `${outcome} ${networkOf(visitor.address)}`;
    const { address, userAgent } = visitor;
    const before = gathered.attempts.get(key) ?? {
      address,
      userAgent,
      outcome,
      sessionId: null,
      count: 0,
      retryAt,
    };
    gathered.attempts.set(key, {
      ...before,
      count: before.count + 1,
      retryAt: later(before.retryAt, retryAt),
    });
    return gathered.written;
  }

  #gather(subject: string, whose: Trial['whose']): Gathered {
    const attempts = new Map<string, Refused>();
    const write = async () => {
      await delay(policy.signInCapacity.gatheringSeconds * 1000);
      this.#gathered.delete(subject);
      const tried = await whose();
      const all = [...attempts.values()];
      for (let first = 0; first < all.length; first += MOST_TOGETHER) {
        const record = new RecordAttempts(tried, all.slice(first, first + MOST_TOGETHER));
        await runAnew(() => this.commands.execute(record));
      }
    };
    const gathered = { attempts, written: write() };
    this.#gathered.set(subject, gathered);
    return gathered;
  }
}

const later = (one: Instant | null, other: Instant | null): Instant | null =>
  one !== null && (other === null || one > other) ? one : other;
