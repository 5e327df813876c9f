import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ConventionsQuery } from '#conventions';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { addMonths, Clock, conflict, deriveId, mustActFor, parisDateOf, policy } from '#platform';
import { accessReview } from '../domain/access-review.ts';
import type { ReviewedPartner } from '../domain/access-review-events.ts';
import { HeldAccesses } from '../read-models/reviews/held-access.ts';
import { ReviewsQuery } from '../read-models/reviews/query.ts';

/** The Caf has a partner review who has access, for a reason; or it is the day of the year on which all do. */
export class OpenAccessReview extends Command<CommandOutcome> {
  constructor(
    readonly cafId: string,
    readonly gestionnaireId: string,
    readonly reason: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(OpenAccessReview)
export class OpenAccessReviewHandler implements ICommandHandler<OpenAccessReview> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly conventions: ConventionsQuery,
    private readonly reviews: ReviewsQuery,
    private readonly accesses: HeldAccesses,
    private readonly clock: Clock,
  ) {}

  async execute({ cafId, gestionnaireId, reason }: OpenAccessReview) {
    mustActFor(cafId);
    const partner = await this.mustBeInForce(cafId, gestionnaireId);
    const last = await this.reviews.latest(cafId, gestionnaireId);
    const isOpen = last !== null && (await this.commands.load(accessReview, last.id)).state === 'open';
    const number = (last?.number ?? 0) + 1;
    const changesSince =
      last?.openedOn ?? addMonths(parisDateOf(this.clock.now()), -policy.accessReviewMonths);
    // The same for two who open it at once, also where the read model is late: it is opened once. The one that is open answers
    // whoever opened it as it did then, and refuses all others.
    const id = isOpen ? last.id : deriveId('access-review', cafId, gestionnaireId, number);
    return this.commands.handle(accessReview, id, {
      type: 'OpenAccessReview',
      review: { ...partner, number, changesSince, reason },
      persons: await this.accesses.holders(partner),
    });
  }

  private async mustBeInForce(cafId: string, gestionnaireId: string): Promise<ReviewedPartner> {
    const { caf, gestionnaire, inForce } = await this.conventions.mustBePartner(cafId, gestionnaireId);
    if (!inForce) {
      throw conflict('no-convention-in-force', 'Aucune convention n’est en vigueur avec ce gestionnaire.');
    }
    return { cafId, cafName: caf.name, gestionnaire };
  }
}
