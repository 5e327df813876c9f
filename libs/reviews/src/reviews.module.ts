import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ConventionsModule } from '#conventions';
import { HabilitationsModule } from '#habilitations';
import { SealingModule } from '#sealing';
import { ConfirmAccessHandler } from './commands/confirm-access.ts';
import { LapseAccessReviewHandler } from './commands/lapse-access-review.ts';
import { NoteAccessChangeHandler } from './commands/note-access-change.ts';
import { OpenAccessReviewHandler } from './commands/open-access-review.ts';
import { RemindAccessReviewHandler } from './commands/remind-access-review.ts';
import { ReviewRecords } from './documents/review-record.ts';
import { ReviewsController } from './http/reviews.controller.ts';
import { AccessReviewsJob } from './jobs/access-reviews.job.ts';
import { AccessReviewList, AccessReviewListController } from './lists/access-reviews.ts';
import { PartnersToReviewList, PartnersToReviewListController } from './lists/partners-to-review.ts';
import { ReviewedPersonList, ReviewedPersonListController } from './lists/reviewed-persons.ts';
import { AnswerReviews } from './reactors/answer-reviews.ts';
import { HeldAccesses } from './read-models/reviews/held-access.ts';
import { ReviewsQuery } from './read-models/reviews/query.ts';
import { ReviewTasks } from './review-tasks.ts';

@Module({
  imports: [AccountsModule, ConventionsModule, HabilitationsModule, SealingModule],
  controllers: [
    AccessReviewListController,
    ReviewedPersonListController,
    PartnersToReviewListController,
    ReviewsController,
  ],
  providers: [
    OpenAccessReviewHandler,
    ConfirmAccessHandler,
    NoteAccessChangeHandler,
    RemindAccessReviewHandler,
    LapseAccessReviewHandler,
    AnswerReviews,
    AccessReviewsJob,
    AccessReviewList,
    ReviewedPersonList,
    PartnersToReviewList,
    HeldAccesses,
    ReviewsQuery,
    ReviewRecords,
    ReviewTasks,
  ],
})
export class ReviewsModule {}
