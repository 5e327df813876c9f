import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, type Principal, personName, ReasonDto, SignedIn, WantsFreshFactor } from '#platform';
import { CloseAccount } from '../commands/close-account.ts';
import { ConfirmCorrespondent } from '../commands/confirm-correspondent.ts';
import { CorrectHolder } from '../commands/correct-holder.ts';
import { GrantAccountRequest, RefuseAccountRequest } from '../commands/decide-account-request.ts';
import { DeliverCredentials } from '../commands/deliver-credentials.ts';
import { EndWaits } from '../commands/end-waits.ts';
import { OpenStaffAccount } from '../commands/open-staff-account.ts';
import { RefuseUnblocking } from '../commands/refuse-unblocking.ts';
import { RequestUnblocking } from '../commands/request-unblocking.ts';
import { RevokePassword } from '../commands/revoke-password.ts';
import { UnblockAccount } from '../commands/unblock-account.ts';
import { IdlenessQuery } from '../read-models/accounts/idleness-query.ts';
import { IdlenessView } from '../read-models/accounts/idleness-view.ts';
import { HolderCorrectionDto, StaffDto, UnblockingDto } from './account.dto.ts';
import { UserCodePipe } from './user-code.pipe.ts';

@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly idleness: IdlenessQuery,
  ) {}

  @Get('idleness')
  @Allow('caf-habilitation', 'caf-security', 'gestionnaire')
  @Reads('accounts', 'conventions', 'habilitations')
  @ApiOperation({ summary: 'What disuse will block, and has blocked, by partner and by month (R21)' })
  @ApiOkResponse({ type: IdlenessView })
  idlenessOf(@SignedIn() principal: Principal): Promise<IdlenessView> {
    return this.idleness.of(principal);
  }

  @Post()
  @Allow('caf-habilitation')
  @Reads('conventions', 'accounts')
  @ApiOperation({
    summary:
      'Open the code of a partner’s correspondent, or ask for that of an officer of the Caf; two mails follow (R15)',
    description:
      'That of an officer is opened when another officer has granted it. Nobody opens a code for themselves, nor holds two functions of which one watches over the other. Agents get theirs with their first habilitation.',
  })
  async open(
    @Body() { role, gestionnaireId, email, ...parts }: StaffDto,
    @SignedIn() { organism: caf }: Principal,
  ) {
    const organism = gestionnaireId ? { id: gestionnaireId, name: gestionnaireId } : caf;
    const member = { role, organism, name: personName(parts), email };
    const opened = await this.commands.execute(new OpenStaffAccount(member));
    return new Accepted(opened.userCode, opened);
  }

  @Post(':userCode/grant')
  @WantsFreshFactor()
  @Allow('caf-habilitation', 'caf-security')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Grant the code of an officer that another officer has asked for' })
  async grant(@Param('userCode', UserCodePipe) userCode: string) {
    return new Accepted(userCode, await this.commands.execute(new GrantAccountRequest(userCode)));
  }

  @Post(':userCode/refusal')
  @Allow('caf-habilitation', 'caf-security')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Refuse it, with the reason' })
  async refuse(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new RefuseAccountRequest(userCode, reason)));
  }

  @Post(':userCode/confirmation')
  @Allow('gestionnaire')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({
    summary: 'Confirm another correspondent whose code the Caf has opened: only then may they sign (R2)',
  })
  async confirm(@Param('userCode', UserCodePipe) userCode: string) {
    return new Accepted(userCode, await this.commands.execute(new ConfirmCorrespondent(userCode)));
  }

  @Post(':userCode/closing')
  @WantsFreshFactor()
  @Allow('caf-habilitation')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Close for good the code of an officer or a correspondent who has left (R12)' })
  async close(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new CloseAccount(userCode, reason)));
  }

  @Post(':userCode/corrections')
  @WantsFreshFactor()
  @Allow('caf-habilitation')
  @Reads('conventions', 'accounts')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({
    summary:
      'Correct name or mailbox of a correspondent, or the name of a colleague, for a reason (R12, R16)',
    description: 'Nobody corrects their own; an agent is corrected as a person.',
  })
  async correct(
    @Param('userCode', UserCodePipe) userCode: string,
    @Body() { email = null, reason, ...parts }: HolderCorrectionDto,
  ) {
    const command = new CorrectHolder(userCode, { name: personName(parts), email }, reason);
    return new Accepted(userCode, await this.commands.execute(command));
  }

  @Post(':userCode/unblocking-request')
  @Allow('gestionnaire')
  @Reads('habilitations')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Ask the Caf, for a reason, to unblock the code of an agent (R21)' })
  async requestUnblocking(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new RequestUnblocking(userCode, reason)));
  }

  @Post(':userCode/unblocking-refusal')
  @Allow('caf-habilitation')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Leave it blocked, and say why (R21)' })
  async refuseUnblocking(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new RefuseUnblocking(userCode, reason)));
  }

  @Post(':userCode/unblocking')
  @Allow('caf-habilitation')
  @Reads('habilitations')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Unblock, at the reasoned request of the gestionnaire (R21)' })
  async unblock(
    @Param('userCode', UserCodePipe) userCode: string,
    @Body() { reason, reference = null }: UnblockingDto,
  ) {
    return new Accepted(
      userCode,
      await this.commands.execute(new UnblockAccount(userCode, reason, reference)),
    );
  }

  @Post(':userCode/credentials')
  @Allow('caf-habilitation', 'gestionnaire')
  @Reads('habilitations')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({
    summary:
      'Send a new activation link to a code that has no password yet (R15), of an agent who holds something',
    description: 'A correspondent does so for the agents of their gestionnaire.',
  })
  async deliver(@Param('userCode', UserCodePipe) userCode: string) {
    return new Accepted(userCode, await this.commands.execute(new DeliverCredentials(userCode)));
  }

  @Post(':userCode/password-revocation')
  @WantsFreshFactor()
  @Allow('caf-habilitation')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({
    summary: 'Revoke a password that was lost or stolen, and send a link to choose another (R15, R23)',
    description: 'Its sessions end. A blocked code gets the link with its unblocking.',
  })
  async revokePassword(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new RevokePassword(userCode, reason)));
  }

  @Post(':userCode/wait-ending')
  @Allow('caf-habilitation', 'caf-security')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'End the waits after failed attempts: the holder may try again at once (R18)' })
  async endWaits(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new EndWaits(userCode, reason)));
  }
}
