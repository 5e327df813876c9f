import { Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, Reads } from '#event-sourcing';
import { AllowSignedIn, IdPipe, type Principal, SignedIn, WantsFreshFactor } from '#platform';
import { EndOpenSessions } from '../commands/end-open-sessions.ts';
import { Holders } from '../holders.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { CodeHolderView } from './code-holder.view.ts';
import { SessionView } from './session.view.ts';

/** What everybody may know and do about their own code. */
@ApiTags('own-access')
@Controller('own-access')
@AllowSignedIn()
export class OwnAccessController {
  constructor(
    private readonly commands: CommandBus,
    private readonly holders: Holders,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  @Reads('habilitations', 'accounts')
  @ApiOperation({ summary: 'The reader’s own code and profiles' })
  @ApiOkResponse({ type: CodeHolderView })
  own(@SignedIn() reader: Principal): Promise<CodeHolderView> {
    return this.holders.own(reader);
  }

  @Get('sessions')
  @ApiOperation({ summary: 'The reader’s own sessions that are open now' })
  @ApiOkResponse({ type: [SessionView] })
  async open(@SignedIn() { userCode, sessionId }: Principal): Promise<SessionView[]> {
    return (await this.sessions.openOf(userCode)).map((session) => new SessionView(session, sessionId));
  }

  @Post('sessions/ending')
  @WantsFreshFactor()
  @ApiOperation({ summary: 'End the reader’s sessions, all but the one that says so' })
  async endOthers(@SignedIn() { userCode, sessionId }: Principal) {
    const command = new EndOpenSessions(userCode, { allBut: sessionId }, null);
    return new Accepted(userCode, await this.commands.execute(command));
  }

  @Post('sessions/:id/ending')
  @WantsFreshFactor()
  @ApiOperation({ summary: 'End one of the reader’s sessions' })
  async endOne(@Param('id', IdPipe) id: string, @SignedIn() { userCode }: Principal) {
    return new Accepted(id, await this.commands.execute(new EndOpenSessions(userCode, { only: id }, null)));
  }
}
