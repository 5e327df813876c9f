import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CommandHandling } from '#event-sourcing';
import {
  Allow,
  AttachedFileView,
  asDownload,
  conflict,
  FileNameDto,
  GivesFile,
  IdPipe,
  type Principal,
  policy,
  RecordsConsultation,
  SignedIn,
  TakesFile,
} from '#platform';
import { type Control, control, unknownControl } from '../domain/control.ts';
import { ComplianceFiles, ofControl } from '../files/compliance-files.ts';

const { largestMegabytes, keptUnsentHours } = policy.attachedFiles;

@ApiTags('controls')
@Controller('controls/:id/files')
export class ControlFilesController {
  constructor(
    private readonly files: ComplianceFiles,
    private readonly commands: CommandHandling,
  ) {}

  @Post()
  @Allow('caf-security')
  @TakesFile(`${largestMegabytes} MB`)
  @ApiOperation({
    summary: 'Give a file to conclude a control with: a PDF, a PNG, a JPEG, by its content (R24)',
    description: `It is kept for ${keptUnsentHours} hours, unless the conclusion names it. Where an antivirus is configured and does not answer, it is refused (503).`,
  })
  @ApiCreatedResponse({ type: AttachedFileView })
  async take(
    @Param('id', IdPipe) id: string,
    @Query() { name }: FileNameDto,
    @Req() request: Request,
    @SignedIn() principal: Principal,
  ) {
    const { state } = await this.controlOf(id, principal);
    if (state !== 'planned') throw conflict('control-concluded', 'Ce contrôle est déjà conclu.');
    return this.files.take(ofControl(id), name, request, principal.userCode);
  }

  @Get()
  @Allow('caf-security')
  @ApiOperation({ summary: 'The files that were given and not sent yet' })
  @ApiOkResponse({ type: [AttachedFileView] })
  async list(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    const { state } = await this.controlOf(id, principal);
    return state === 'planned' ? this.files.unsent(ofControl(id)) : [];
  }

  @Delete(':fileId')
  @HttpCode(204)
  @Allow('caf-security')
  @ApiOperation({ summary: 'Take back one that was not sent yet' })
  async remove(
    @Param('id', IdPipe) id: string,
    @Param('fileId', IdPipe) fileId: string,
    @SignedIn() principal: Principal,
  ) {
    const { files } = await this.controlOf(id, principal);
    await this.files.remove(ofControl(id), fileId, files);
  }

  @Get(':fileId')
  @Allow('caf-security', 'gestionnaire')
  @RecordsConsultation('control-file')
  @ApiOperation({ summary: 'A file that a control was concluded with' })
  @GivesFile('application/octet-stream')
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
