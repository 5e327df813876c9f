import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ConventionsQuery } from '#conventions';
import { EventStore, idOf, ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import type { DepartureEvent, RosterEvent } from '#habilitations';
import { runAs } from '#platform';
import { NoteAccessChange } from '../commands/note-access-change.ts';
import type { Access } from '../domain/access-review-events.ts';
import { HeldAccesses } from '../read-models/reviews/held-access.ts';
import { ReviewsQuery } from '../read-models/reviews/query.ts';

type Followed = DepartureEvent | RosterEvent;
type Event<Type extends Followed['type']> = RecordedEvent<Extract<Followed, { type: Type }>>;

/**
 * What a partner declares of a person (R20) is its answer to the review that is open; so is the end, by whomever, of all that the
 * person held. A declaration stands in the log before the profiles that it ends.
 */
@Injectable()
export class AnswerReviews implements Reactor<Followed> {
  readonly name = 'answer-reviews';
  readonly categories = ['departure', 'roster'];

  constructor(
    private readonly commands: CommandBus,
    private readonly progress: ProjectionProgress,
    private readonly store: EventStore,
    private readonly reviews: ReviewsQuery,
    private readonly accesses: HeldAccesses,
    private readonly conventions: ConventionsQuery,
  ) {}

  async react(event: RecordedEvent<Followed>): Promise<void> {
    if (event.type === 'DepartureDeclared') return this.afterDeparture(event as Event<'DepartureDeclared'>);
    if (event.type === 'HabilitationRevoked') return this.afterEnd(event as Event<'HabilitationRevoked'>);
  }

  private async afterDeparture({ data, metadata, position }: Event<'DepartureDeclared'>): Promise<void> {
    const { personId, kind, lastDay, holdings } = data;
    await this.progress.mustHaveSeen(['reviews'], position);
    for (const cafId of new Set(holdings.map((holding) => holding.cafId))) {
      const access = await this.named(holdings.filter((holding) => holding.cafId === cafId));
      for (const { id } of await this.reviews.openAbout(personId, cafId, metadata.occurredAt))
        await this.note(id, { personId, change: kind, lastDay, access }, metadata);
    }
  }

  private async afterEnd({ stream, data, metadata, position }: Event<'HabilitationRevoked'>): Promise<void> {
    const { personId, profile, cause, endedOn } = data;
    await this.progress.mustHaveSeen(['reviews'], position);
    // All conventions of an establishment have the same parties.
    const place = await this.conventions.establishment(idOf(stream));
    if (!place) return;
    const cafId = place.caf.id;
    for (const { id } of await this.reviews.openAbout(personId, cafId, metadata.occurredAt)) {
      // Another habilitation may have begun with this end, behind it in the log.
      await this.progress.mustHaveSeen(['habilitations'], await this.store.head());
      const isLast = (await this.accesses.heldInLog(personId, cafId)).length === 0;
      const access = [{ profile, establishment: place.name }];
      if (cause === 'end-of-mission') {
        const change = isLast ? 'departure' : 'change';
        await this.note(id, { personId, change, lastDay: endedOn, access }, metadata);
      } else if (isLast) {
        await this.note(id, { personId, change: 'ended', lastDay: null, access }, metadata);
      }
    }
  }

  /** In the name of whoever did it. */
  private async note(
    reviewId: string,
    noted: NoteAccessChange['noted'],
    { actor, correlationId }: RecordedEvent['metadata'],
  ): Promise<void> {
    const command = new NoteAccessChange(reviewId, noted);
    await runAs(actor, () => this.commands.execute(command), { correlationId });
  }

  private async named(
    held: readonly { readonly profile: Access['profile']; readonly establishmentId: string }[],
  ): Promise<Access[]> {
    const names = await this.conventions.namesOfEstablishments(
      held.map(({ establishmentId }) => establishmentId),
    );
    return held.map(({ profile, establishmentId }) => ({
      profile,
      establishment: names.get(establishmentId) ?? '',
    }));
  }
}
