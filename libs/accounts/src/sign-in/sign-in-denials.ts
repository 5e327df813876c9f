import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { EventStore } from '#event-sourcing';
import { acceptedSecrets, Clock, Config, LinkAttempts, parisDateOf } from '#platform';
import {
  lastDayToDeny,
  type NewBrowser,
  type NewBrowserEvent,
  newBrowsersStream,
  voidDenial,
} from '../domain/new-browser.ts';
import { readSignInDenialToken } from '../sign-in-denial-token.ts';

/** « Ce n’était pas moi »: the link of the mail that tells of a sign-in from a new browser. Whoever has that mailbox may use it. */
@Injectable()
export class SignInDenials {
  constructor(
    private readonly store: EventStore,
    private readonly attempts: LinkAttempts,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The sign-in that a link is about. @throws Refusal sign-in-denial-void, throttled */
  async read(token: string, request: Request): Promise<NewBrowser> {
    const found = await this.attempts.make('sign-in-denial', token, request, () => this.look(token));
    if (!found) throw voidDenial();
    return found;
  }

  private async look(token: string): Promise<NewBrowser | null> {
    const link = readSignInDenialToken(acceptedSecrets(this.config), token);
    if (!link) return null;
    const { userCode, sessionId } = link;
    const events = (await this.store.readStream(newBrowsersStream(userCode))) as NewBrowserEvent[];
    const used = events
      .flatMap((event) => (event.type === 'NewBrowserUsed' ? [event.data] : []))
      .find((data) => data.sessionId === sessionId);
    return used && parisDateOf(this.clock.now()) <= lastDayToDeny(used.at) ? used : null;
  }
}
