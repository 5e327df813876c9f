import { Injectable } from '@nestjs/common';
import { Admissions, type Waits } from '#connections';
import { Clock, Config } from '#platform';
import { keyedHash } from './keyed-hash.ts';

/** The waits on codes: who knows them, and what ends them (R18). */
@Injectable()
export class SignInWaits {
  constructor(
    private readonly admissions: Admissions,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What a code, or what was typed in its place, is counted under: kept of no text that may be a password. */
  subjectOf(code: string): string {
    return keyedHash(this.config.nameSecret, 'identifier', code);
  }

  /** The waits on each of these codes; those without any are not in it. */
  async of(userCodes: readonly string[]): Promise<ReadonlyMap<string, Waits>> {
    const waits = await this.admissions.waits(this.clock.now());
    if (waits.size === 0) return new Map();
    return new Map(
      userCodes.flatMap((userCode) => {
        const found = waits.get(this.subjectOf(userCode));
        return found ? [[userCode, found] as const] : [];
      }),
    );
  }

  /** Whoever has the code may try again at once, from everywhere. */
  end(userCode: string): Promise<void> {
    return this.admissions.endWaits(this.subjectOf(userCode));
  }

  /** Another password ends what the former one brought about; who has the mailbox guesses no second factor anew by it. */
  endAtPassword(userCode: string): Promise<void> {
    return this.admissions.endPasswordWaits(this.subjectOf(userCode));
  }

  purge(): Promise<number> {
    return this.admissions.purge(this.clock.now());
  }
}
