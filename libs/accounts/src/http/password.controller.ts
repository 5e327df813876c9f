import { Body, Controller, Get, Param, Post, Put, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { Accepted, CommandHandling } from '#event-sourcing';
import {
  AllowEveryone,
  AllowSignedIn,
  Clock,
  Config,
  OpenDuringPasswordChange,
  type Principal,
  SignedIn,
  TextPipe,
} from '#platform';
import { readActivationToken } from '../activation-token.ts';
import { ActivateAccount } from '../commands/activate-account.ts';
import { ChangePassword } from '../commands/change-password.ts';
import { account } from '../domain/account.ts';
import { mustBeActivable, voidLink } from '../domain/activation.ts';
import { passwordRule } from '../domain/password.ts';
import { ActivationDto, PasswordDto } from './account.dto.ts';
import { Activation } from './activation.ts';
import { originOf } from './origin-of.ts';

@ApiTags('session')
@Controller()
export class PasswordController {
  constructor(
    private readonly commands: CommandBus,
    private readonly handling: CommandHandling,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get('activation/:token')
  @AllowEveryone()
  @ApiOperation({ summary: 'What an activation link is good for (R15). Reading it does not use it up' })
  @ApiOkResponse({ type: Activation })
  async activation(@Param('token', new TextPipe('token')) token: string): Promise<Activation> {
    const link = readActivationToken(this.config.secret, token);
    if (!link) throw voidLink();
    const state = await this.handling.load(account, link.userCode);
    const expiresAt = mustBeActivable(state, link.delivery, this.clock.now());
    return { userCode: link.userCode, expiresAt, passwordRule };
  }

  @Post('activation')
  @AllowEveryone()
  @ApiOperation({ summary: 'Set a password by an activation link, which works once (R15)' })
  async activate(@Body() { token, password }: ActivationDto) {
    const outcome = await this.commands.execute(new ActivateAccount(token, password));
    return new Accepted(outcome.userCode, outcome);
  }

  @Put('password')
  @AllowSignedIn()
  @OpenDuringPasswordChange()
  @ApiOperation({ summary: 'Change one’s password (R13, R14)' })
  @ApiOkResponse({ description: 'Changed; the other sessions of this person have ended' })
  @ApiTooManyRequestsResponse({ description: 'Too many attempts at the current password' })
  async change(
    @Body() { currentPassword, newPassword }: PasswordDto,
    @SignedIn() { userCode, sessionId }: Principal,
    @Req() request: Request,
  ) {
    const origin = originOf(request);
    const change = new ChangePassword(userCode, sessionId, currentPassword, newPassword, origin);
    return new Accepted(userCode, await this.commands.execute(change));
  }
}
