import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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
} from '#platform';
import { type Control, control, mustBePlanned, unknownControl } from '../domain/control.ts';
import { ComplianceFiles, ofControl } from '../files/compliance-files.ts';

@ApiTags('controls')
@Controller('controls/:id/files')
export class ControlFilesController {
  constructor(
    private readonly files: ComplianceFiles,
    private readonly commands: CommandHandling,
  ) {}

  @TakesAttachment('the conclusion of a control (R24)')
  @Allow('caf-security')
  async take(
    @Param('id', IdPipe) id: string,
    @Query() { name }: FileNameDto,
    @Req() request: Request,
    @SignedIn() principal: Principal,
  ) {
    mustBePlanned(await this.controlOf(id, principal));
    return this.files.take(ofControl(id), name, request, principal.userCode);
  }

  @ListsUnsentAttachments()
  @Allow('caf-security')
  async list(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    const { state } = await this.controlOf(id, principal);
    return state === 'planned' ? this.files.unsent(ofControl(id)) : [];
  }

  @RemovesUnsentAttachment()
  @Allow('caf-security')
  async remove(
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
  ) {
    const { files } = await this.controlOf(id, principal);
    await this.files.remove(ofControl(id), fileId, files);
  }

  @GivesAttachment('the conclusion of a control')
  @Allow('caf-security', 'gestionnaire')
  @RecordsConsultation('control-file')
  async read(
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { files } = await this.controlOf(id, principal);
    return asDownload(await this.files.read(ofControl(id), fileId, files), response);
  }

  /** By the log: of the Caf that planned it, or at the gestionnaire. @throws Refusal control-not-found */
  private async controlOf(id: string, { role, organism }: Principal): Promise<Control> {
    const state = await this.commands.load(control, id);
    const owner = role === 'caf-security' ? state.parties?.cafId : state.parties?.gestionnaire.id;
    if (owner !== organism.id) throw unknownControl();
    return state;
  }
}
