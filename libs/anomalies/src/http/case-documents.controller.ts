import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Position } from '#event-sourcing';
import {
  Allow,
  type DocumentSource,
  GivesFile,
  IdPipe,
  type Principal,
  RecordsConsultation,
  SignedIn,
  WantsFreshFactor,
} from '#platform';
import { SealedDocuments } from '#sealing';
import { caseDossierDocument } from '../documents/case-dossier-document.ts';
import { justificationReceiptDocument } from '../documents/justification-receipt-document.ts';
import { CaseRecords } from '../record/case-record.ts';

/** From the log itself: there is no read model to wait for. */
@ApiTags('anomalies')
@Controller('anomalies/:id')
@Allow('caf-security', 'gestionnaire')
export class CaseDocumentsController {
  constructor(
    private readonly records: CaseRecords,
    private readonly documents: SealedDocuments,
  ) {}

  @Get('receipt.pdf')
  @RecordsConsultation('justification-receipt-pdf')
  @ApiOperation({
    summary:
      'What was sent as the justification: text, files with their SHA-256, when, by whom, where in the log',
  })
  @GivesFile('application/pdf')
  async receipt(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    const record = await this.records.of(id, principal);
    const source = justificationReceiptDocument(record);
    return this.file(source, record.justification!.position, `accuse-${id}.pdf`);
  }

  @Get('dossier.pdf')
  @WantsFreshFactor()
  @RecordsConsultation('anomaly-dossier-pdf')
  @ApiOperation({
    summary:
      'The whole case: facts, rule, notice, questions, justification, conclusion, each with its place in the log',
  })
  @GivesFile('application/pdf')
  async dossier(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    const record = await this.records.of(id, principal);
    return this.file(caseDossierDocument(record), record.position, `dossier-${id}.pdf`);
  }

  private async file(source: DocumentSource, position: Position, name: string): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.compose(source, position), {
      type: 'application/pdf',
      disposition: `attachment; filename="${name}"`,
    });
  }
}
