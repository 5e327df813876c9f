import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged } from '#event-sourcing';
import { Allow, ReasonDto, WantsFreshFactor } from '#platform';
import { GrantFactorReset, RefuseFactorReset, RequestFactorReset } from '../commands/reset-factors.ts';
import { UserCodePipe } from './user-code.pipe.ts';

/** The last resort of whoever has lost devices and recovery codes: two officers. */
@ApiTags('accounts')
@Controller('accounts/:userCode')
@Allow('caf-habilitation', 'caf-security')
export class FactorResetsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('factor-reset-request')
  @WantsFreshFactor()
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Ask, for a reason, to have the second factors of a code forgotten' })
  async request(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new RequestFactorReset(userCode, reason)));
  }

  @Post('factor-reset-grant')
  @WantsFreshFactor()
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Confirm what another officer has asked for; the sessions of the code end' })
  async grant(@Param('userCode', UserCodePipe) userCode: string) {
    return new Accepted(userCode, await this.commands.execute(new GrantFactorReset(userCode)));
  }

  @Post('factor-reset-refusal')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Refuse it, with the reason' })
  async refuse(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new RefuseFactorReset(userCode, reason)));
  }
}
