import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { AllowSignedIn, type Principal, SignedIn } from '#platform';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { EstablishmentView } from '../read-models/habilitations/view.ts';

@ApiTags('habilitations')
@Controller('establishments')
export class EstablishmentsController {
  constructor(private readonly habilitations: HabilitationsQuery) {}

  @Get()
  @AllowSignedIn()
  @Reads('habilitations')
  @ApiOperation({ summary: 'The reader’s establishments, with who holds each profile now (R6, R8)' })
  @ApiOkResponse({ type: [EstablishmentView] })
  list(@SignedIn() principal: Principal) {
    return this.habilitations.establishmentsVisibleTo(principal);
  }
}
