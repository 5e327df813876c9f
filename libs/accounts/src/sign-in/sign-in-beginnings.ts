import { Injectable } from '@nestjs/common';
import { networkOf, type Origin } from '#connections';
import { Clock, type Instant, MINUTE_MS, plusMs, policy } from '#platform';
import { throttled } from './refusals.ts';

const { count: MOST, minutes } = policy.signInBeginningsPerNetwork;
const WHOLE_MS = minutes * MINUTE_MS;

/**
 * What anybody may ask for before a sign-in by a passkey or a provider, and what leaves a row: so many to a network. It is no attempt,
 * guards no secret, and bounds what this process writes: each portal counts by itself.
 */
@Injectable()
export class SignInBeginnings {
  #endsAt: Instant = '';
  #counts = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** @throws Refusal throttled */
  count({ address }: Pick<Origin, 'address'>): void {
    const now = this.clock.now();
    if (now >= this.#endsAt) {
      this.#endsAt = plusMs(now, WHOLE_MS);
      this.#counts = new Map();
    }
    const network = networkOf(address);
    const before = this.#counts.get(network) ?? 0;
    if (before >= MOST) throw throttled(this.#endsAt, now);
    this.#counts.set(network, before + 1);
  }
}
