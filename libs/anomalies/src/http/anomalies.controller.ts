import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, IdPipe, type Principal, RecordsConsultation, SignedIn, WantsFreshFactor } from '#platform';
import { DismissAnomaly } from '../commands/dismiss-anomaly.ts';
import { GiveVerdict } from '../commands/give-verdict.ts';
import { NotifyAnomaly } from '../commands/notify-anomaly.ts';
import { RecordRegisteredLetter } from '../commands/record-registered-letter.ts';
import { ReopenAnomaly } from '../commands/reopen-anomaly.ts';
import { SubmitJustification } from '../commands/submit-justification.ts';
import { AnomaliesQuery } from '../read-models/anomalies/query.ts';
import { AnomalyCaseView } from '../read-models/anomalies/view.ts';
import { DismissalDto, JustificationDto, RegisteredLetterDto, VerdictDto } from './anomaly.dto.ts';
import { VerdictAnswer } from './verdict.view.ts';

@ApiTags('anomalies')
@Controller('anomalies')
export class AnomaliesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly anomalies: AnomaliesQuery,
  ) {}

  @Get(':id')
  @Allow('caf-security', 'gestionnaire')
  @Reads('anomalies', 'casework', 'statements')
  @RecordsConsultation('anomaly')
  @ApiOperation({
    summary:
      'One anomaly with its evidence and history and, for the Caf, what became of its mails and how it works on it',
  })
  @ApiOkResponse({ type: AnomalyCaseView })
  one(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.anomalies.one(id, principal);
  }

  @Post(':id/notification')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({ summary: 'Notify the partner: the 15 days begin once that has reached somebody (R19)' })
  async notify(@Param('id', IdPipe) id: string) {
    return new Accepted(id, await this.commands.execute(new NotifyAnomaly(id)));
  }

  @Post(':id/registered-letter')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({
    summary:
      'Record the registered letter that notified the partner: the 15 days run from the day it was handed over (R19)',
  })
  async recordLetter(@Param('id', IdPipe) id: string, @Body() letter: RegisteredLetterDto) {
    return new Accepted(id, await this.commands.execute(new RecordRegisteredLetter(id, letter)));
  }

  @Post(':id/dismissal')
  @Allow('caf-security')
  @WantsFreshFactor()
  @IfUnchanged()
  @ApiOperation({ summary: 'Dismiss it, with the reason' })
  async dismiss(@Param('id', IdPipe) id: string, @Body() { reason }: DismissalDto) {
    return new Accepted(id, await this.commands.execute(new DismissAnomaly(id, reason)));
  }

  @Post(':id/reopening')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({ summary: 'Take a dismissal back, with the reason' })
  async reopen(@Param('id', IdPipe) id: string, @Body() { reason }: DismissalDto) {
    return new Accepted(id, await this.commands.execute(new ReopenAnomaly(id, reason)));
  }

  @Post(':id/justification')
  @Allow('gestionnaire')
  @IfUnchanged()
  @ApiOperation({ summary: 'Justify it, in time or late (R19), with files that were given before' })
  async justify(@Param('id', IdPipe) id: string, @Body() { text, fileIds }: JustificationDto) {
    return new Accepted(id, await this.commands.execute(new SubmitJustification(id, text, fileIds)));
  }

  @Post(':id/verdict')
  @WantsFreshFactor()
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({
    summary: 'Judge the justification, or the silence; of a confirmed anomaly, with a sanction on the code',
    description:
      'A sanction that the code does not allow refuses both. When something comes between the two, the answer says that the verdict stands and why the sanction does not; after an interruption, the same key and body do what was left.',
  })
  @ApiCreatedResponse({ type: VerdictAnswer })
  async judge(@Param('id', IdPipe) id: string, @Body() { verdict, comment, sanction }: VerdictDto) {
    const given = await this.commands.execute(new GiveVerdict(id, verdict, comment, sanction ?? null));
    return new VerdictAnswer(id, given);
  }
}
