import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CommandHandling } from '#event-sourcing';
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
  TextPipe,
} from '#platform';
import { attestations, attestedFiles } from '../domain/attestations.ts';
import { type Duty, duties } from '../domain/duty.ts';
import { ComplianceFiles, ofDuty } from '../files/compliance-files.ts';
import { AttestationsQuery } from '../read-models/attestations/query.ts';
import { DutyPipe } from './duty.pipe.ts';

const { largestMegabytes, keptUnsentHours } = policy.attachedFiles;

const Gestionnaire = () => Param('gestionnaireId', new TextPipe('organismId'));

@ApiTags('attestations')
@ApiParam({ name: 'duty', enum: duties })
@Controller('attestations/:gestionnaireId/:duty/files')
export class AttestationFilesController {
  constructor(
    private readonly files: ComplianceFiles,
    private readonly partners: AttestationsQuery,
    private readonly commands: CommandHandling,
  ) {}

  @Post()
  @Allow('gestionnaire')
  @TakesFile(`${largestMegabytes} MB`)
  @ApiOperation({
    summary: 'Give a file to send with an attestation: a PDF, a PNG, a JPEG, by its content (R24)',
    description: `It is kept for ${keptUnsentHours} hours, unless the attestation names it. Where an antivirus is configured and does not answer, it is refused (503).`,
  })
  @ApiCreatedResponse({ type: AttachedFileView })
  async take(
    @Gestionnaire() gestionnaireId: string,
    @Param('duty', DutyPipe) duty: Duty,
    @Query() { name }: FileNameDto,
    @Req() request: Request,
    @SignedIn() principal: Principal,
  ) {
    await this.partners.mustBeOf(gestionnaireId, principal);
    return this.files.take(ofDuty(gestionnaireId, duty), name, request, principal.userCode);
  }

  @Get()
  @Allow('gestionnaire')
  @ApiOperation({ summary: 'The files that were given for a duty and not sent yet' })
  @ApiOkResponse({ type: [AttachedFileView] })
  async list(
    @Gestionnaire() gestionnaireId: string,
    @Param('duty', DutyPipe) duty: Duty,
    @SignedIn() principal: Principal,
  ) {
    const sent = await this.sentBy(gestionnaireId, principal);
    const given = await this.files.unsent(ofDuty(gestionnaireId, duty));
    return given.filter(({ id }) => sent.every((file) => file.id !== id));
  }

  @Delete(':fileId')
  @HttpCode(204)
  @Allow('gestionnaire')
  @ApiOperation({ summary: 'Take back one that was not sent yet' })
  async remove(
    @Gestionnaire() gestionnaireId: string,
    @Param('duty', DutyPipe) duty: Duty,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
  ) {
    const sent = await this.sentBy(gestionnaireId, principal);
    await this.files.remove(ofDuty(gestionnaireId, duty), fileId, sent);
  }

  @Get(':fileId')
  @Allow('caf-security', 'gestionnaire')
  @RecordsConsultation('attestation-file')
  @ApiOperation({ summary: 'A file that an attestation was sent with' })
  @GivesFile('application/octet-stream')
  async read(
    @Gestionnaire() gestionnaireId: string,
    @Param('duty', DutyPipe) duty: Duty,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ) {
    const sent = await this.sentBy(gestionnaireId, principal);
    return asDownload(await this.files.read(ofDuty(gestionnaireId, duty), fileId, sent), response);
  }

  private async sentBy(gestionnaireId: string, principal: Principal) {
    await this.partners.mustBeOf(gestionnaireId, principal);
    return attestedFiles(await this.commands.load(attestations, gestionnaireId));
  }
}
