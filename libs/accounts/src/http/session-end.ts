import { Gives, type Instant, policy } from '#platform';
import type { Session } from '../sign-in/sessions.ts';

/** How long a session still lasts. In seconds: the clock of a browser may be wrong. */
export class SessionEnd {
  @Gives.whole({ description: 'Unless somebody uses it' })
  readonly idleSeconds: number;

  @Gives.whole({ description: 'Used or not' })
  readonly wholeSeconds: number;

  @Gives.whole({ description: 'How long before the end its holder is told' })
  readonly warningSeconds = policy.sessionEndWarningMinutes * 60;

  constructor({ idleEndsAt, endsAt }: Pick<Session, 'idleEndsAt' | 'endsAt'>, now: Instant) {
    const secondsTo = (end: Instant) => Math.max(Math.floor((Date.parse(end) - Date.parse(now)) / 1000), 0);
    this.idleSeconds = secondsTo(idleEndsAt);
    this.wholeSeconds = secondsTo(endsAt);
  }
}
