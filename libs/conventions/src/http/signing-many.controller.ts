import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BulkAnswer, EACH_BY_ITSELF, eachByItself, IfUnchanged } from '#event-sourcing';
import { Allow } from '#platform';
import { ProposeRenewal } from '../commands/propose-renewal.ts';
import { SignConvention } from '../commands/sign-convention.ts';
import { SignRenewal } from '../commands/sign-renewal.ts';
import { RenewalSignaturesDto, RenewalsDto, SignaturesDto } from './convention.dto.ts';

const AS_IT_WAS_READ = `${EACH_BY_ITSELF} One that has changed since the list was read (\`If-Match\`) is refused.`;

/** A Caf signs for itself what one by one would take days: each signature is its own, on its own convention (R2). */
@ApiTags('conventions')
@Controller('conventions')
@Allow('caf-habilitation')
export class SigningManyController {
  constructor(private readonly commands: CommandBus) {}

  @Post('signatures')
  @IfUnchanged({ parameter: null })
  @ApiOperation({ summary: 'Sign several conventions for the Caf (R2)', description: AS_IT_WAS_READ })
  @ApiCreatedResponse({ type: BulkAnswer })
  sign(@Body() { ids, ...given }: SignaturesDto) {
    const signature = { party: 'caf', ...given } as const;
    return eachByItself('signature', ids, (id) => this.commands.execute(new SignConvention(id, signature)));
  }

  @Post('renewals')
  @IfUnchanged({ parameter: null })
  @ApiOperation({
    summary: 'Propose one last day for several conventions in force (R4)',
    description: AS_IT_WAS_READ,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  propose(@Body() { ids, until }: RenewalsDto) {
    return eachByItself('renewal', ids, (id) => this.commands.execute(new ProposeRenewal(id, until)));
  }

  @Post('renewal-signatures')
  @IfUnchanged({ parameter: null })
  @ApiOperation({
    summary: 'Sign several renewals up to the same day for the Caf (R2, R4)',
    description: AS_IT_WAS_READ,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  signRenewals(@Body() { ids, until, ...given }: RenewalSignaturesDto) {
    const signature = { party: 'caf', ...given } as const;
    return eachByItself('renewal-signature', ids, (id) =>
      this.commands.execute(new SignRenewal(id, until, signature)),
    );
  }
}
