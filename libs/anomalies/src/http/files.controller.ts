import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  Allow,
  asDownload,
  FileNameDto,
  GivesAttachment,
  IdPipe,
  ListsUnsentAttachments,
  type Principal,
  RecordsConsultation,
  RemovesUnsentAttachment,
  SignedIn,
  TakesAttachment,
} from '#platform';
import { GivenFiles } from '../files/given-files.ts';

@ApiTags('anomalies')
@Controller('anomalies/:id/files')
export class FilesController {
  constructor(private readonly files: GivenFiles) {}

  @TakesAttachment('a justification (R19)')
  @Allow('gestionnaire')
  take(
    @Param('id', IdPipe) id: string,
    @Query() { name }: FileNameDto,
    @Req() request: Request,
    @SignedIn() principal: Principal,
  ) {
    return this.files.take(id, name, request, principal);
  }

  @ListsUnsentAttachments()
  @Allow('gestionnaire')
  list(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.files.unsent(id, principal);
  }

  @RemovesUnsentAttachment()
  @Allow('gestionnaire')
  async remove(
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
  ) {
    await this.files.remove(id, fileId, principal);
  }

  @GivesAttachment('a justification')
  @Allow('caf-security', 'gestionnaire')
  @RecordsConsultation('anomaly-file')
  async read(
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ) {
    return asDownload(await this.files.read(id, fileId, principal), response);
  }
}
