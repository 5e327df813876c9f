import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import {
  Allow,
  deriveId,
  executionContext,
  IdPipe,
  type Principal,
  RecordsConsultation,
  SignedIn,
  WantsFreshFactor,
} from '#platform';
import { CloseIncident } from '../commands/close-incident.ts';
import { ReportIncident } from '../commands/report-incident.ts';
import { IncidentsQuery } from '../read-models/incidents/query.ts';
import { IncidentDetailView } from '../read-models/incidents/view.ts';
import { ClosingDto, IncidentReportDto } from './incident.dto.ts';

@ApiTags('incidents')
@Controller('incidents')
export class IncidentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly incidents: IncidentsQuery,
  ) {}

  @Get(':id')
  @Allow('caf-security', 'gestionnaire', 'agent')
  @Reads('incidents', 'accounts')
  @RecordsConsultation('incident')
  @ApiOperation({ summary: 'One incident with its history' })
  @ApiOkResponse({ type: IncidentDetailView })
  one(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.incidents.one(id, principal);
  }

  @Post()
  @Allow('caf-security', 'gestionnaire', 'agent')
  @WantsFreshFactor('caf-security')
  @Reads('conventions')
  @ApiOperation({
    summary: 'Report an incident to the Caf; as an officer, record one that was told by telephone (R23)',
    description:
      'A code whose password is lost or stolen is blocked, and its password revoked, before this answers; its sessions end. An agent names no code but their own.',
  })
  async report(
    @Body() { gestionnaireId, ...report }: IncidentReportDto,
    @SignedIn() { organism }: Principal,
  ) {
    const id = deriveId(executionContext().commandId, 'incident');
    const command = new ReportIncident(id, gestionnaireId ?? organism.id, report);
    return new Accepted(id, await this.commands.execute(command));
  }

  @Post(':id/closing')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({ summary: 'Close it, with the conclusion' })
  async close(@Param('id', IdPipe) id: string, @Body() { conclusion }: ClosingDto) {
    return new Accepted(id, await this.commands.execute(new CloseIncident(id, conclusion)));
  }
}
