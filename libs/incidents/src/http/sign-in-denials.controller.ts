import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOperation, ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { SignInDenials } from '#accounts';
import { AllowEveryone, Text, tooMany } from '#platform';
import { DenySignIn } from '../commands/deny-sign-in.ts';

class SignInDenialDto {
  /** As it came: what is no link at all is answered as one that was invented. */
  @Text('secret', { maxLength: 200, description: 'From the link' })
  readonly token!: string;
}

@ApiTags('session')
@Controller('sign-in-denials')
export class SignInDenialsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly denials: SignInDenials,
  ) {}

  @Post()
  @HttpCode(204)
  @AllowEveryone()
  @ApiOperation({
    summary: '« Ce n’était pas moi », by the link of the mail about a sign-in from a new browser (R23)',
    description:
      'The code is blocked and its password revoked before this answers, its sessions end, and the Caf is told of an incident. Twice is once.',
  })
  @ApiNoContentResponse({ description: 'The code opens nothing any more' })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this link, or from this network'))
  async deny(@Body() { token }: SignInDenialDto, @Req() request: Request): Promise<void> {
    await this.commands.execute(new DenySignIn(await this.denials.read(token, request)));
  }
}
