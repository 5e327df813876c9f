import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, Reads } from '#event-sourcing';
import { Allow, deriveId, executionContext, type Principal, SignedIn, TextPipe } from '#platform';
import { AttestDuty } from '../commands/attest-duty.ts';
import { AttestationsQuery } from '../read-models/attestations/query.ts';
import { AttestationsView } from '../read-models/attestations/view.ts';
import { AttestationDto } from './compliance.dto.ts';

@ApiTags('attestations')
@Controller('attestations')
export class AttestationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly attestations: AttestationsQuery,
  ) {}

  @Get(':gestionnaireId')
  @Allow('caf-security', 'gestionnaire')
  @Reads('attestations', 'conventions', 'accounts')
  @ApiOperation({ summary: 'The five duties of a partner, with every attestation (R24)' })
  @ApiOkResponse({ type: AttestationsView })
  one(
    @Param('gestionnaireId', new TextPipe('organismId')) gestionnaireId: string,
    @SignedIn() principal: Principal,
  ) {
    return this.attestations.of(gestionnaireId, principal);
  }

  @Post()
  @Allow('gestionnaire')
  @ApiOperation({ summary: 'Attest to a duty, for a year from the day of which it speaks (R24)' })
  async attest(@Body() { fileIds, ...attested }: AttestationDto, @SignedIn() { organism }: Principal) {
    const attestationId = deriveId(executionContext().commandId, 'attestation');
    const gestionnaire = { id: organism.id, name: organism.name };
    const command = new AttestDuty(gestionnaire, { attestationId, ...attested }, fileIds);
    return new Accepted(attestationId, await this.commands.execute(command));
  }
}
