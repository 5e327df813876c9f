import { browserOf } from '#connections';
import { Gives, type Instant } from '#platform';
import type { OpenSession } from '../sign-in/sessions.ts';

/** A session that goes on. */
export class SessionView {
  @Gives.id()
  readonly id: string;

  @Gives.instant()
  readonly openedAt: Instant;

  @Gives.instant({ description: 'To the minute' })
  readonly lastSeenAt: Instant;

  @Gives.text({ orNull: true })
  readonly address: string | null;

  @Gives.text({ description: 'As the journal names it: `Firefox 140, Windows`; `unknown`, `other`' })
  readonly browser: string;

  @Gives.flag({ description: 'The session in which it is read' })
  readonly isOwn: boolean;

  constructor({ id, openedAt, lastSeenAt, address, userAgent }: OpenSession, ownId: string) {
    this.id = id;
    this.openedAt = openedAt;
    this.lastSeenAt = lastSeenAt;
    this.address = address;
    this.browser = browserOf(userAgent);
    this.isOwn = id === ownId;
  }
}
