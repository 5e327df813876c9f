import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, GivesFile, type Principal, ReaderGone, RecordsConsultation, SignedIn } from '#platform';
import { SealedDocuments } from '#sealing';
import { KeptDays } from '../days/kept-days.ts';
import { conformityDocument } from '../documents/conformity-document.ts';
import { ConformityQuery } from '../read-models/conformity/query.ts';
import { CONFORMITY_READS } from '../read-models/conformity/reads.ts';
import { ConformityView } from '../read-models/conformity/view.ts';
import { ConformityDayQuery, KeptDayView } from './conformity-day.dto.ts';

@ApiTags('conformity')
@Controller()
export class ConformityController {
  constructor(
    private readonly conformity: ConformityQuery,
    private readonly documents: SealedDocuments,
    private readonly days: KeptDays,
  ) {}

  @Get('conformity')
  @Allow('caf-security', 'gestionnaire')
  @Reads(...CONFORMITY_READS)
  @RecordsConsultation('conformity')
  @ApiOperation({
    summary:
      'How the amendment is kept, clause by clause: for a Caf by all its partners, for a partner its own part. Reading it is recorded',
  })
  @ApiOkResponse({ type: ConformityView })
  view(@SignedIn() reader: Principal, @ReaderGone() gone: AbortSignal) {
    return this.conformity.view(reader, gone);
  }

  @Get('conformity.pdf')
  @Allow('caf-security', 'gestionnaire')
  @Reads(...CONFORMITY_READS)
  @RecordsConsultation('conformity-pdf')
  @ApiOperation({ summary: 'The same as a document of the present day' })
  @GivesFile('application/pdf')
  async document(@SignedIn() reader: Principal, @ReaderGone() gone: AbortSignal) {
    return this.fileOf(await this.conformity.view(reader, gone));
  }

  @Get('conformity-days')
  @Allow('caf-security')
  @ApiOperation({ summary: 'The days whose state was kept, the latest first' })
  @ApiOkResponse({ type: [KeptDayView] })
  keptDays(@SignedIn() { organism }: Principal) {
    return this.days.of(organism.id);
  }

  @Get('conformity-day.pdf')
  @Allow('caf-security')
  @RecordsConsultation('conformity-pdf')
  @ApiOperation({ summary: 'The document of a past day, of what was counted in its evening' })
  @GivesFile('application/pdf')
  async documentOf(@Query() { day }: ConformityDayQuery, @SignedIn() { organism }: Principal) {
    return this.fileOf(await this.days.on(organism.id, day));
  }

  private async fileOf(view: ConformityView): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.compose(conformityDocument(view), view.position), {
      type: 'application/pdf',
      disposition: `attachment; filename="conformite-${view.organism.id}-${view.on}.pdf"`,
    });
  }
}
