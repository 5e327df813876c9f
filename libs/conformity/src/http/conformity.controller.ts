import { Controller, Get, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, GivesFile, type Principal, ReaderGone, RecordsConsultation, SignedIn } from '#platform';
import { SealedDocuments } from '#sealing';
import { conformityDocument } from '../documents/conformity-document.ts';
import { ConformityQuery } from '../read-models/conformity/query.ts';
import { CONFORMITY_READS } from '../read-models/conformity/reads.ts';
import { ConformityView } from '../read-models/conformity/view.ts';

@ApiTags('conformity')
@Controller()
@Allow('caf-security', 'gestionnaire')
export class ConformityController {
  constructor(
    private readonly conformity: ConformityQuery,
    private readonly documents: SealedDocuments,
  ) {}

  @Get('conformity')
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
  @Reads(...CONFORMITY_READS)
  @RecordsConsultation('conformity-pdf')
  @ApiOperation({ summary: 'The same as a document of the present day' })
  @GivesFile('application/pdf')
  async document(@SignedIn() reader: Principal, @ReaderGone() gone: AbortSignal) {
    const view = await this.conformity.view(reader, gone);
    return new StreamableFile(await this.documents.compose(conformityDocument(view), view.position), {
      type: 'application/pdf',
      disposition: `attachment; filename="conformite-${view.organism.id}-${view.on}.pdf"`,
    });
  }
}
