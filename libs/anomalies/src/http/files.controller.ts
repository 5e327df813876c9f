import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  Allow,
  AttachedFileView,
  asDownload,
  FileNameDto,
  GivesFile,
  IdPipe,
  type Principal,
  policy,
  RecordsConsultation,
  SignedIn,
  TakesFile,
} from '#platform';
import { GivenFiles } from '../files/given-files.ts';

const { largestMegabytes, keptUnsentHours } = policy.attachedFiles;

@ApiTags('anomalies')
@Controller('anomalies/:id/files')
export class FilesController {
  constructor(private readonly files: GivenFiles) {}

  @Post()
  @Allow('gestionnaire')
  @TakesFile(`${largestMegabytes} MB`)
  @ApiOperation({
    summary: 'Give a file to send with the justification: a PDF, a PNG, a JPEG, by its content (R19)',
    description: `It is kept for ${keptUnsentHours} hours, unless the justification names it. Where an antivirus is configured and does not answer, it is refused (503).`,
  })
  @ApiCreatedResponse({ type: AttachedFileView })
  take(
    @Param('id', IdPipe) id: string,
    @Query() { name }: FileNameDto,
    @Req() request: Request,
    @SignedIn() principal: Principal,
  ) {
    return this.files.take(id, name, request, principal);
  }

  @Get()
  @Allow('gestionnaire')
  @ApiOperation({ summary: 'The files that were given and not sent yet' })
  @ApiOkResponse({ type: [AttachedFileView] })
  list(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.files.unsent(id, principal);
  }

  @Delete(':fileId')
  @HttpCode(204)
  @Allow('gestionnaire')
  @ApiOperation({ summary: 'Take back one that was not sent yet' })
  async remove(
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
  ) {
    await this.files.remove(id, fileId, principal);
  }

  @Get(':fileId')
  @Allow('caf-security', 'gestionnaire')
  @RecordsConsultation('anomaly-file')
  @ApiOperation({ summary: 'A file that the justification was sent with' })
  @GivesFile('application/octet-stream')
  async read(
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ) {
    return asDownload(await this.files.read(id, fileId, principal), response);
  }
}
