import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, Clock, type Principal, SignedIn } from '#platform';
import { PersonalDataQuery } from '../read-models/privacy/personal-data-query.ts';
import { PersonalDataView } from '../read-models/privacy/view.ts';
import { processingRegister } from '../register/processings.ts';
import { ProcessingView } from '../register/view.ts';

/** What is kept of people, and what is no longer. */
@ApiTags('privacy')
@Controller('privacy')
@Allow('caf-habilitation', 'caf-security')
export class PrivacyController {
  constructor(
    private readonly personalData: PersonalDataQuery,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Reads('privacy', 'accounts', 'conventions', 'controls')
  @ApiOperation({
    summary: 'Whom a Caf has forgotten or is asked to, what is frozen, which months have expired',
  })
  @ApiOkResponse({ type: PersonalDataView })
  all(@SignedIn() reader: Principal): Promise<PersonalDataView> {
    return this.personalData.ofCaf(reader, this.clock.now());
  }

  @Get('processings')
  @ApiOperation({ summary: 'The register of processing (RGPD, art. 30), made from what events declare' })
  @ApiOkResponse({ type: ProcessingView, isArray: true })
  processings(): ProcessingView[] {
    return processingRegister();
  }
}
