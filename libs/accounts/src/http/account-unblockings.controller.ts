import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BulkAnswer, eachByItself, Reads } from '#event-sourcing';
import { Allow } from '#platform';
import { UnblockAccount } from '../commands/unblock-account.ts';
import { UnblockingsDto } from './account.dto.ts';

@ApiTags('accounts')
@Controller('account-unblockings')
@Allow('caf-habilitation')
export class AccountUnblockingsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Reads('accounts', 'conventions')
  @ApiOperation({
    summary: 'Unblock several codes at one reasoned request of the gestionnaire (R21)',
    description:
      'Each is decided by itself, and the answer says what became of each. After an interruption, the same key and body do what was left.',
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  async unblock(@Body() { ids, reason, reference }: UnblockingsDto) {
    return new BulkAnswer(
      await eachByItself('unblocking', ids, (userCode) =>
        this.commands.execute(new UnblockAccount(userCode, reason, reference)),
      ),
    );
  }
}
