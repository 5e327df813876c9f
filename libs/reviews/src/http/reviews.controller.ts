import { Body, Controller, Get, Param, Post, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BulkAnswer, EACH_BY_ITSELF, eachByItself, Reads } from '#event-sourcing';
import { Allow, GivesFile, IdPipe, type Principal, RecordsConsultation, SignedIn } from '#platform';
import { SealedDocuments } from '#sealing';
import { ConfirmAccess } from '../commands/confirm-access.ts';
import { OpenAccessReview } from '../commands/open-access-review.ts';
import { RemindAccessReview } from '../commands/remind-access-review.ts';
import { reviewDocument } from '../documents/review-document.ts';
import { ReviewRecords } from '../documents/review-record.ts';
import { ReviewsQuery } from '../read-models/reviews/query.ts';
import { AccessReviewView } from '../read-models/reviews/view.ts';
import { ConfirmationsDto, OpeningsDto, RemindersDto } from './reviews.dto.ts';

@ApiTags('access-reviews')
@Controller()
export class ReviewsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reviews: ReviewsQuery,
    private readonly records: ReviewRecords,
    private readonly documents: SealedDocuments,
  ) {}

  @Get('access-reviews/:id')
  @Allow('gestionnaire', 'caf-habilitation', 'caf-security')
  @Reads('reviews')
  @ApiOperation({ summary: 'One access review' })
  @ApiOkResponse({ type: AccessReviewView })
  one(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal): Promise<AccessReviewView> {
    return this.reviews.one(id, principal);
  }

  @Get('access-reviews/:id/result.pdf')
  @Allow('gestionnaire', 'caf-habilitation', 'caf-security')
  @Reads('reviews')
  @RecordsConsultation('access-review-pdf')
  @ApiOperation({ summary: 'Its result, or how far it is: per person what was confirmed, by whom, when' })
  @GivesFile('application/pdf')
  async result(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal): Promise<StreamableFile> {
    const record = await this.records.of(id, principal);
    const name = `revue-${record.gestionnaire.id}-${record.openedOn}`;
    return new StreamableFile(await this.documents.compose(reviewDocument(record), record.position), {
      type: 'application/pdf',
      disposition: `attachment; filename="${name}.pdf"`,
    });
  }

  @Post('access-reviews')
  @Allow('caf-habilitation')
  @Reads('reviews', 'habilitations', 'conventions')
  @ApiOperation({
    summary: 'Open a review with several partners, for one reason',
    description: EACH_BY_ITSELF,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  open(@Body() { ids, reason }: OpeningsDto, @SignedIn() { organism }: Principal) {
    return eachByItself('access-review', ids, (gestionnaireId) =>
      this.commands.execute(new OpenAccessReview(organism.id, gestionnaireId, reason)),
    );
  }

  @Post('access-review-reminders')
  @Allow('caf-habilitation')
  @ApiOperation({
    summary: 'Remind the correspondents of several reviews, at most once a day',
    description: EACH_BY_ITSELF,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  remind(@Body() { ids, reason }: RemindersDto) {
    return eachByItself('access-review-reminder', ids, (id) =>
      this.commands.execute(new RemindAccessReview(id, reason)),
    );
  }

  @Post('access-reviews/:id/confirmations')
  @Allow('gestionnaire')
  @Reads('reviews', 'habilitations')
  @ApiOperation({
    summary: 'Confirm of several persons that they are in function, with the profiles that they hold now',
    description: EACH_BY_ITSELF,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  confirm(@Param('id', IdPipe) id: string, @Body() { ids, reason }: ConfirmationsDto) {
    return eachByItself('access-confirmation', ids, (personId) =>
      this.commands.execute(new ConfirmAccess(id, personId, reason)),
    );
  }
}
