import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged } from '#event-sourcing';
import { Allow, IdPipe } from '#platform';
import { CorrectConvention } from '../commands/correct-convention.ts';
import { EstablishmentCorrectionDto, PartyCorrectionDto } from './correction.dto.ts';

@ApiTags('conventions')
@Controller('conventions/:id')
@Allow('caf-habilitation')
export class CorrectionsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('gestionnaire/corrections')
  @IfUnchanged()
  @ApiOperation({ summary: 'Correct name, address or representative of the gestionnaire, for a reason' })
  gestionnaire(@Param('id', IdPipe) id: string, @Body() { reason, ...details }: PartyCorrectionDto) {
    return this.correct(id, { type: 'CorrectParty', party: 'gestionnaire', details, reason });
  }

  @Post('caf/corrections')
  @IfUnchanged()
  @ApiOperation({ summary: 'Correct name, address or representative of the Caf, for a reason' })
  caf(@Param('id', IdPipe) id: string, @Body() { reason, ...details }: PartyCorrectionDto) {
    return this.correct(id, { type: 'CorrectParty', party: 'caf', details, reason });
  }

  @Post('establishments/:establishmentId/corrections')
  @IfUnchanged()
  @ApiOperation({ summary: 'Correct name or address of an establishment, for a reason' })
  establishment(
    @Param('id', IdPipe) id: string,
    @Param('establishmentId', IdPipe) establishmentId: string,
    @Body() { reason, ...details }: EstablishmentCorrectionDto,
  ) {
    return this.correct(id, { type: 'CorrectEstablishment', establishmentId, details, reason });
  }

  private async correct(id: string, correction: CorrectConvention['correction']): Promise<Accepted> {
    return new Accepted(id, await this.commands.execute(new CorrectConvention(id, correction)));
  }
}
