import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CommandHandling } from '#event-sourcing';
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
  TextPipe,
} from '#platform';
import { attestations, attestedFiles } from '../domain/attestations.ts';
import { type Duty, duties } from '../domain/duty.ts';
import { ComplianceFiles, ofDuty } from '../files/compliance-files.ts';
import { AttestationsQuery } from '../read-models/attestations/query.ts';
import { DutyPipe } from './duty.pipe.ts';

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

  @TakesAttachment('an attestation (R24)')
  @Allow('gestionnaire')
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

  @ListsUnsentAttachments()
  @Allow('gestionnaire')
  async list(
    @Gestionnaire() gestionnaireId: string,
    @Param('duty', DutyPipe) duty: Duty,
    @SignedIn() principal: Principal,
  ) {
    const sent = await this.sentBy(gestionnaireId, principal);
    const given = await this.files.unsent(ofDuty(gestionnaireId, duty));
    return given.filter(({ id }) => sent.every((file) => file.id !== id));
  }

  @RemovesUnsentAttachment()
  @Allow('gestionnaire')
  async remove(
    @Gestionnaire() gestionnaireId: string,
    @Param('duty', DutyPipe) duty: Duty,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
  ) {
    const sent = await this.sentBy(gestionnaireId, principal);
    await this.files.remove(ofDuty(gestionnaireId, duty), fileId, sent);
  }

  @GivesAttachment('an attestation')
  @Allow('caf-security', 'gestionnaire')
  @RecordsConsultation('attestation-file')
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
