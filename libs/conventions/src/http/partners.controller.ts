import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, Named, type Principal, SignedIn } from '#platform';
import { ConventionsQuery } from '../read-models/conventions/query.ts';

/** To choose from, where something is about a partner. */
@ApiTags('conventions')
@Controller('partners')
export class PartnersController {
  constructor(private readonly conventions: ConventionsQuery) {}

  @Get()
  @Allow('caf-habilitation', 'caf-security', 'gestionnaire')
  @Reads('conventions')
  @ApiOperation({
    summary:
      'The other parties of the signed conventions of the reader’s organism: id and name, in French order',
  })
  @ApiOkResponse({ type: [Named] })
  list(@SignedIn() principal: Principal) {
    return this.conventions.partnersOf(principal);
  }
}
