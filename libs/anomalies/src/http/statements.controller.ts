import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, IdPipe, type Principal, RecordsConsultation, SignedIn } from '#platform';
import { AskAgent } from '../commands/ask-agent.ts';
import { GiveStatement } from '../commands/give-statement.ts';
import { StatementsQuery } from '../read-models/statements/query.ts';
import { AgentQuestionView, ListedQuestionView } from '../read-models/statements/view.ts';
import { StatementDto } from './statement.dto.ts';

@ApiTags('anomalies')
@Controller()
export class StatementsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly statements: StatementsQuery,
  ) {}

  @Post('anomalies/:id/question')
  @Allow('gestionnaire')
  @Reads('journal')
  @IfUnchanged()
  @ApiOperation({
    summary: 'Ask the agent whose code it is about whether it was them (R19)',
    description: 'Once. Where the agent cannot sign in to answer, nothing is asked and it says why (409).',
  })
  async ask(@Param('id', IdPipe) id: string) {
    return new Accepted(id, await this.commands.execute(new AskAgent(id)));
  }

  @Get('questions')
  @Allow('agent')
  @Reads('statements', 'anomalies')
  @ApiOperation({ summary: 'The questions that the reader was asked, the latest first' })
  @ApiOkResponse({ type: [ListedQuestionView] })
  list(@SignedIn() principal: Principal) {
    return this.statements.to(principal);
  }

  @Get('questions/:id')
  @Allow('agent')
  @Reads('statements', 'anomalies')
  @RecordsConsultation('question')
  @ApiOperation({ summary: 'A question that the reader was asked, with the attempts that it is about' })
  @ApiOkResponse({ type: AgentQuestionView })
  one(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.statements.one(id, principal);
  }

  @Post('questions/:id/statement')
  @Allow('agent')
  @IfUnchanged()
  @ApiOperation({ summary: 'Answer it, once, in one’s own name' })
  async answer(@Param('id', IdPipe) id: string, @Body() { answer, text }: StatementDto) {
    return new Accepted(id, await this.commands.execute(new GiveStatement(id, answer, text)));
  }
}
