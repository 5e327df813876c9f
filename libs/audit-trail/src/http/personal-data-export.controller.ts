import { Controller, Get, Param, type StreamableFile } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type HolderId, HolderPipe } from '#accounts';
import { Reads } from '#event-sourcing';
import {
  Allow,
  Clock,
  GivesFile,
  type Principal,
  RecordsConsultation,
  SignedIn,
  streamedFile,
  WantsFreshFactor,
} from '#platform';
import { HeldData, nameOf } from '#privacy';
import { PersonalDataExport } from '../export/personal-data-export.ts';

/** The right of access. What comes of it has connections and the work on cases in it, which are for the security alone to read. */
@ApiTags('privacy')
@Controller('holders/:id/personal-data')
@Allow('caf-security')
export class PersonalDataExportController {
  constructor(
    private readonly held: HeldData,
    private readonly exported: PersonalDataExport,
    private readonly clock: Clock,
  ) {}

  @Get('export.zip')
  @Reads('habilitations', 'conventions', 'accounts')
  @RecordsConsultation('personal-data-export')
  @WantsFreshFactor()
  @ApiConflictResponse({ description: 'No other officer has granted it' })
  @ApiOperation({
    summary:
      'All that the register says of somebody (RGPD, art. 15), for whoever asked for it and was granted it: a page to read, and the events as JSON',
  })
  @GivesFile('application/zip')
  async export(
    @Param('id', HolderPipe) id: HolderId,
    @SignedIn() reader: Principal,
  ): Promise<StreamableFile> {
    const forgotten = await this.held.granted(id, reader);
    const archive = await this.exported.of(forgotten, this.clock.now());
    return streamedFile(archive, 'application/zip', `donnees-personnelles-${nameOf(forgotten)}.zip`);
  }
}
