import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import {
  Allow,
  deriveId,
  executionContext,
  IdPipe,
  invalid,
  type Principal,
  RecordsConsultation,
  SignedIn,
} from '#platform';
import { CancelControl } from '../commands/cancel-control.ts';
import { ConcludeControl } from '../commands/conclude-control.ts';
import { PlanControl } from '../commands/plan-control.ts';
import { RescheduleControl } from '../commands/reschedule-control.ts';
import { VerifyAgreement } from '../commands/verify-agreement.ts';
import type { Agreement } from '../domain/control.ts';
import { ControlsQuery } from '../read-models/controls/query.ts';
import { ControlDetailView } from '../read-models/controls/view.ts';
import {
  CancellationDto,
  ConclusionDto,
  ControlPlanDto,
  ReschedulingDto,
  VerificationDto,
} from './compliance.dto.ts';

@ApiTags('controls')
@Controller('controls')
export class ControlsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly controls: ControlsQuery,
  ) {}

  @Get(':id')
  @Allow('caf-security', 'gestionnaire')
  @Reads('controls', 'accounts')
  @RecordsConsultation('control')
  @ApiOperation({ summary: 'One control with its history' })
  @ApiOkResponse({ type: ControlDetailView })
  one(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.controls.one(id, principal);
  }

  @Post()
  @Allow('caf-security')
  @Reads('conventions')
  @ApiOperation({
    summary: 'Plan a control at a partner: what, who, when (R24)',
    description:
      'The partner is told. One that was not announced is planned on the day on which it was carried out.',
  })
  async plan(@Body() { gestionnaireId, ...plan }: ControlPlanDto) {
    const id = deriveId(executionContext().commandId, 'control');
    return new Accepted(id, await this.commands.execute(new PlanControl(id, gestionnaireId, plan)));
  }

  @Post(':id/rescheduling')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({ summary: 'Put it on another day, for a reason' })
  async reschedule(@Param('id', IdPipe) id: string, @Body() { plannedOn, reason }: ReschedulingDto) {
    return new Accepted(id, await this.commands.execute(new RescheduleControl(id, plannedOn, reason)));
  }

  @Post(':id/cancellation')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({ summary: 'Give it up, for a reason' })
  async cancel(@Param('id', IdPipe) id: string, @Body() { reason }: CancellationDto) {
    return new Accepted(id, await this.commands.execute(new CancelControl(id, reason)));
  }

  @Post(':id/conclusion')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({ summary: 'Say what came of it, and what was agreed by when' })
  async conclude(@Param('id', IdPipe) id: string, @Body() conclusion: ConclusionDto) {
    const { fileIds, agreed, agreedBy, ...found } = conclusion;
    const concluded = { ...found, agreement: agreementOf(agreed, agreedBy) };
    return new Accepted(id, await this.commands.execute(new ConcludeControl(id, concluded, fileIds)));
  }

  @Post(':id/verification')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({ summary: 'Record that what was agreed is done' })
  async verify(@Param('id', IdPipe) id: string, @Body() { note }: VerificationDto) {
    return new Accepted(id, await this.commands.execute(new VerifyAgreement(id, note)));
  }
}

function agreementOf(text: string | null = null, dueOn: string | null = null): Agreement | null {
  if (text !== null && dueOn !== null) return { text, dueOn };
  if (text === null && dueOn === null) return null;
  throw invalid(
    'agreement-incomplete',
    'Ce qui est convenu a une échéance\u00a0: donnez les deux, ou ni l’un ni l’autre.',
  );
}
