import { Body, Controller, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Accepted } from '#event-sourcing';
import {
  AllowEveryone,
  AllowSignedIn,
  OpenDuringPasswordChange,
  type Principal,
  SignedIn,
  tooBusy,
  tooMany,
} from '#platform';
import { ActivateAccount } from '../commands/activate-account.ts';
import { ChangePassword } from '../commands/change-password.ts';
import { passwordRule } from '../domain/password.ts';
import { ActivationLinks } from '../sign-in/activation-links.ts';
import { PasswordLoss } from '../sign-in/password-loss.ts';
import { ActivationDto, LinkDto, PasswordDto, PasswordLossDto } from './account.dto.ts';
import { Activation } from './activation.ts';
import { KnownBrowsers } from './known-browsers.ts';
import { SessionCookie } from './session-cookie.ts';

@ApiTags('session')
@Controller()
export class PasswordController {
  constructor(
    private readonly commands: CommandBus,
    private readonly links: ActivationLinks,
    private readonly cookie: SessionCookie,
    private readonly browsers: KnownBrowsers,
    private readonly loss: PasswordLoss,
  ) {}

  @Post('activation/opening')
  @HttpCode(200)
  @AllowEveryone()
  @ApiOperation({
    summary: 'Whether an activation link and a code go together (R15). It does not use the link up',
  })
  @ApiOkResponse({ type: Activation })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this link, or from this network'))
  async open(@Body() link: LinkDto, @Req() request: Request): Promise<Activation> {
    const { expiresAt } = await this.links.open(link, request);
    return { expiresAt, passwordRule };
  }

  @Post('activation')
  @AllowEveryone()
  @ApiOperation({ summary: 'Set a password by an activation link and the code, once (R15)' })
  @ApiCreatedResponse({ description: 'Set; the link is used up' })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this link, or from this network'))
  async activate(@Body() { password, ...link }: ActivationDto, @Req() request: Request) {
    const { userCode, delivery } = await this.links.open(link, request);
    const outcome = await this.commands.execute(new ActivateAccount(userCode, delivery, password));
    return new Accepted(userCode, outcome);
  }

  @Post('password-loss')
  @HttpCode(204)
  @AllowEveryone()
  @ApiOperation({
    summary: 'Ask for a link to choose another password, by code and mailbox',
    description:
      'If they go together, a mail follows. The answer is the same, and takes as long, whether they go together or not. The password goes on counting until another is chosen; a second factor is asked for all the same.',
  })
  @ApiNoContentResponse({ description: 'Whatever was given' })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this code from there, or from this network'))
  async reportLoss(@Body() { userCode, email }: PasswordLossDto, @Req() request: Request): Promise<void> {
    const visitor = this.browsers.visitorOf(request, userCode);
    await this.loss.report({ identifier: userCode, mailbox: email, ...visitor });
  }

  @Put('password')
  @AllowSignedIn()
  @OpenDuringPasswordChange()
  @ApiOperation({ summary: 'Change one’s password (R13, R14)' })
  @ApiOkResponse({
    description: 'Changed; this session goes on under a new cookie, the others of this person have ended',
  })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts at the current password'))
  @ApiServiceUnavailableResponse(tooBusy)
  async change(
    @Body() { currentPassword, newPassword }: PasswordDto,
    @SignedIn() { userCode, sessionId }: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const visitor = this.browsers.visitorOf(request, userCode);
    const change = new ChangePassword(userCode, sessionId, currentPassword, newPassword, visitor);
    const { sessionToken, ...outcome } = await this.commands.execute(change);
    this.cookie.set(response, sessionToken);
    return new Accepted(userCode, outcome);
  }
}
