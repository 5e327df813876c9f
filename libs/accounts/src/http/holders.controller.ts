import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, Reads } from '#event-sourcing';
import { Allow, IdPipe, type Principal, ReasonDto, RecordsConsultation, SignedIn } from '#platform';
import { AccountScope } from '../commands/account-scope.ts';
import { EndOpenSessions } from '../commands/end-open-sessions.ts';
import { type HolderId, Holders } from '../holders.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { CodeHolderView } from './code-holder.view.ts';
import { HolderPipe } from './holder.pipe.ts';
import { SessionView } from './session.view.ts';
import { UserCodePipe } from './user-code.pipe.ts';

@ApiTags('accounts')
@Controller()
export class HoldersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly holders: Holders,
    private readonly scope: AccountScope,
    private readonly sessions: Sessions,
  ) {}

  @Get('holders/:id')
  @Allow('caf-habilitation', 'caf-security', 'gestionnaire')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({
    summary: 'A person or the holder of a code, whom the reader answers for: who, which profiles, which code',
    description: 'An agent by the id of the person, or anybody by their code.',
  })
  @ApiOkResponse({ type: CodeHolderView })
  one(@Param('id', HolderPipe) id: HolderId, @SignedIn() reader: Principal): Promise<CodeHolderView> {
    return this.holders.one(id, reader);
  }

  @Get('accounts/:userCode/sessions')
  @Allow('caf-security')
  @Reads('conventions')
  @RecordsConsultation('sessions')
  @ApiOperation({ summary: 'The sessions of a code that are open now. Reading them is recorded' })
  @ApiOkResponse({ type: [SessionView] })
  async open(
    @Param('userCode', UserCodePipe) userCode: string,
    @SignedIn() { sessionId }: Principal,
  ): Promise<SessionView[]> {
    await this.scope.mustOversee(userCode);
    return (await this.sessions.openOf(userCode)).map((session) => new SessionView(session, sessionId));
  }

  @Post('accounts/:userCode/sessions/ending')
  @Allow('caf-security')
  @ApiOperation({ summary: 'End all of them, for a reason; but not the one that says so' })
  async endAll(
    @Param('userCode', UserCodePipe) userCode: string,
    @Body() { reason }: ReasonDto,
    @SignedIn() { sessionId }: Principal,
  ) {
    const command = new EndOpenSessions(userCode, { allBut: sessionId }, reason);
    return new Accepted(userCode, await this.commands.execute(command));
  }

  @Post('accounts/:userCode/sessions/:id/ending')
  @Allow('caf-security')
  @ApiOperation({ summary: 'End one of them, for a reason' })
  async end(
    @Param('userCode', UserCodePipe) userCode: string,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: ReasonDto,
  ) {
    return new Accepted(id, await this.commands.execute(new EndOpenSessions(userCode, { only: id }, reason)));
  }
}
