import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountScope } from '#accounts';
import { Reads } from '#event-sourcing';
import { Allow, type Principal, SignedIn, TextPipe } from '#platform';
import { aboutText, reasonText } from '../delivery/mail-words.ts';
import { mailsToldTo } from '../domain/readers.ts';
import { Outbox } from '../outbox/outbox.ts';
import { MailView } from './mail.view.ts';

@ApiTags('accounts')
@Controller('accounts/:userCode/mails')
export class MailsController {
  constructor(
    private readonly scope: AccountScope,
    private readonly outbox: Outbox,
  ) {}

  @Get()
  @Allow('caf-habilitation', 'caf-security')
  @Reads('conventions')
  @ApiOperation({
    summary: 'The mails to the holder of a code and their state, the latest first. They are kept for 30 days',
    description: 'Those about cases, incidents and controls are for the security of the Caf alone.',
  })
  @ApiOkResponse({ type: [MailView] })
  async list(
    @Param('userCode', new TextPipe('userCode')) userCode: string,
    @SignedIn() { role }: Principal,
  ): Promise<MailView[]> {
    await this.scope.mustOversee(userCode);
    const mails = await this.outbox.to(userCode, mailsToldTo(role));
    return mails.map(({ id, template, state, reason, at }) => ({
      id,
      about: aboutText(template),
      state,
      at,
      reason: reason && reasonText(reason),
    }));
  }
}
