import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BulkAnswer, EACH_BY_ITSELF, eachByItself, Reads } from '#event-sourcing';
import { Allow } from '#platform';
import { RequestUnblocking } from '../commands/request-unblocking.ts';
import { UnblockAccount } from '../commands/unblock-account.ts';
import { UnblockingRequestsDto, UnblockingsDto } from './account.dto.ts';

@ApiTags('accounts')
@Controller()
export class AccountUnblockingsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('account-unblockings')
  @Allow('caf-habilitation')
  @Reads('accounts', 'conventions', 'habilitations')
  @ApiOperation({
    summary: 'Unblock several codes at one reasoned request of the gestionnaire (R21)',
    description: EACH_BY_ITSELF,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  unblock(@Body() { ids, reason, reference = null }: UnblockingsDto) {
    return eachByItself('unblocking', ids, (userCode) =>
      this.commands.execute(new UnblockAccount(userCode, reason, reference)),
    );
  }

  @Post('account-unblocking-requests')
  @Allow('gestionnaire')
  @Reads('accounts', 'conventions', 'habilitations')
  @ApiOperation({
    summary: 'Ask the Caf to unblock several codes, for one reason (R21)',
    description: 'Each by itself; what was asked for already is not asked for twice.',
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  request(@Body() { ids, reason }: UnblockingRequestsDto) {
    return eachByItself('unblocking-request', ids, (userCode) =>
      this.commands.execute(new RequestUnblocking(userCode, reason)),
    );
  }
}
