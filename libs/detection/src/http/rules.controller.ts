import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, type Principal, RecordsConsultation, SignedIn, WantsFreshFactor } from '#platform';
import { ActivateRule } from '../commands/activate-rule.ts';
import { ResumeRule } from '../commands/resume-rule.ts';
import { RetireRule } from '../commands/retire-rule.ts';
import { RuleReplays } from '../replay/rule-replays.ts';
import { ReplayDto, RuleActivationDto, RuleReasonDto } from './rule.dto.ts';
import { RuleCard, RuleReplay } from './rule.view.ts';
import { RuleCards } from './rule-cards.ts';
import { RuleNamePipe } from './rule-name.pipe.ts';

@ApiTags('rules')
@Controller('rules')
@Allow('caf-security')
export class RulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly cards: RuleCards,
    private readonly replays: RuleReplays,
  ) {}

  @Get()
  @Reads('detection', 'anomalies')
  @ApiOperation({ summary: 'The rules of surveillance, with what they found and what came of it (R19)' })
  @ApiOkResponse({ type: [RuleCard] })
  list(@SignedIn() principal: Principal) {
    return this.cards.for(principal);
  }

  @Post(':name/replay')
  @HttpCode(200)
  @Reads('detection', 'journal', 'anomalies')
  @RecordsConsultation('rule-replay')
  @ApiOperation({
    summary: 'What another threshold would have found in a period. Nothing changes; asking is recorded',
  })
  @ApiOkResponse({ type: RuleReplay })
  replay(
    @Param('name', RuleNamePipe) name: string,
    @Body() request: ReplayDto,
    @SignedIn() { organism }: Principal,
  ) {
    return this.replays.of({ name, ...request }, organism.id);
  }

  @Post(':name/activation')
  @WantsFreshFactor()
  @Reads('detection')
  @IfUnchanged({ parameter: 'name' })
  @ApiOperation({
    summary: 'Have the rule hold from another threshold on, for a reason; one that was retired is back then',
  })
  async activate(
    @Param('name', RuleNamePipe) name: string,
    @Body() { threshold, reason }: RuleActivationDto,
  ) {
    return new Accepted(name, await this.commands.execute(new ActivateRule(name, threshold, reason)));
  }

  @Post(':name/retirement')
  @WantsFreshFactor()
  @IfUnchanged({ parameter: 'name' })
  @ApiOperation({ summary: 'Have the rule find nothing any more, for a reason. Its cases stay' })
  async retire(@Param('name', RuleNamePipe) name: string, @Body() { reason }: RuleReasonDto) {
    return new Accepted(name, await this.commands.execute(new RetireRule(name, reason)));
  }

  @Post(':name/resumption')
  @WantsFreshFactor()
  @IfUnchanged({ parameter: 'name' })
  @ApiOperation({ summary: 'Have a retired rule find again what it did before, for a reason' })
  async resume(@Param('name', RuleNamePipe) name: string, @Body() { reason }: RuleReasonDto) {
    return new Accepted(name, await this.commands.execute(new ResumeRule(name, reason)));
  }
}
