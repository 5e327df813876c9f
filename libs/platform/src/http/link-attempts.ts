import type { Request } from 'express';
import type { TokenPurpose } from '../sealed-token.ts';

/** Attempts at single-use links, bounded and on record like those at the sign-in (R18). Implemented by the accounts context. */
export abstract class LinkAttempts {
  /**
   * Does `look` unless too many attempts with this link, or from this network, came before. It answers null when the link and
   * what was typed do not go together; that counts, and is on record.
   * @throws Refusal throttled
   */
  abstract make<Found extends object>(
    purpose: TokenPurpose,
    token: string,
    request: Request,
    look: () => Promise<Found | null>,
  ): Promise<Found | null>;
}
