import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Attempt, networkOf, RecordAttempts, type Tried, type Unread } from '#connections';
import { type Instant, NOBODY, policy, runAs } from '#platform';
import type { Trial } from './trial.ts';

type Refused = Omit<Attempt, keyof Tried>;

/** What was refused on one subject, by network and kind. */
type Tally = Map<string, Refused>;

interface Gathering {
  readonly subjects: Map<string, { readonly whose: Trial['whose']; readonly tally: Tally }>;
  readonly written: Promise<void>;
}

/** Of one append. */
const MOST_TOGETHER = 200;
/** Of all that was tried and is no code: whoever invents them makes no stream for each. */
const NO_CODE: Tried = { userCode: null, identifierHash: null, organism: null };

/**
 * Attempts that are refused unread, each on record before it is answered: they are gathered for a second, and written as one
 * event for each code, network and kind, which says how many they were (R18). What is no code is one subject together, so that
 * a network costs the log no more than an event a second, whatever it types.
 */
@Injectable()
export class RefusedAttempts {
  #gathering: Gathering | undefined;

  constructor(private readonly commands: CommandBus) {}

  /** Resolves once the log has it. */
  record({ subject, visitor, whose }: Trial, outcome: Unread, retryAt: Instant | null): Promise<void> {
    this.#gathering ??= this.#gather();
    const { subjects, written } = this.#gathering;
    const { tally } = subjects.get(subject) ?? { tally: new Map() };
    subjects.set(subject, { whose, tally });
    const { address, userAgent } = visitor;
    count(tally, { address, userAgent, outcome, sessionId: null, count: 1, retryAt });
    return written;
  }

  #gather(): Gathering {
    const subjects: Gathering['subjects'] = new Map();
    const write = async () => {
      await delay(policy.signInCapacity.gatheringSeconds * 1000);
      this.#gathering = undefined;
      const ofNoCode: Tally = new Map();
      const writing = [...subjects.values()].map(async ({ whose, tally }) => {
        const tried = await whose();
        if (tried.userCode !== null) await this.#write(tried, tally);
        else for (const refused of tally.values()) count(ofNoCode, refused);
      });
      await Promise.all(writing);
      await this.#write(NO_CODE, ofNoCode);
    };
    return { subjects, written: write() };
  }

  async #write(tried: Tried, tally: Tally): Promise<void> {
    const all = [...tally.values()];
    for (let first = 0; first < all.length; first += MOST_TOGETHER) {
      const record = new RecordAttempts(tried, all.slice(first, first + MOST_TOGETHER));
      await runAs(NOBODY, () => this.commands.execute(record));
    }
  }
}

function count(tally: Tally, refused: Refused): void {
  const key = `${refused.outcome} ${networkOf(refused.address)}`;
  const before = tally.get(key);
  tally.set(
    key,
    before
      ? {
          ...before,
          count: before.count + refused.count,
          retryAt: later(before.retryAt, refused.retryAt),
        }
      : refused,
  );
}

const later = (one: Instant | null, other: Instant | null): Instant | null =>
  one !== null && (other === null || one > other) ? one : other;
