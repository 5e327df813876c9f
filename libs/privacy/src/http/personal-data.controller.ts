import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type HolderId, HolderPipe } from '#accounts';
import { Reads } from '#event-sourcing';
import { Allow, type Principal, ReasonDto, SignedIn, WantsFreshFactor } from '#platform';
import { ConfirmErasure } from '../commands/confirm-erasure.ts';
import { FreezeRetention } from '../commands/freeze-retention.ts';
import { LiftFreeze } from '../commands/lift-freeze.ts';
import { RefuseErasure } from '../commands/refuse-erasure.ts';
import { RequestErasure } from '../commands/request-erasure.ts';
import { HeldData } from '../held-data.ts';
import { HeldDataView } from '../read-models/privacy/view.ts';
import { HolderCommands } from './holder-commands.ts';
import { FreezeDto } from './personal-data.dto.ts';

/** What becomes of what is known of one person. */
@ApiTags('privacy')
@Controller('holders/:id/personal-data')
@Allow('caf-habilitation', 'caf-security')
export class PersonalDataController {
  constructor(
    private readonly commands: HolderCommands,
    private readonly held: HeldData,
  ) {}

  @Get()
  @Reads('habilitations', 'conventions', 'accounts', 'anomalies', 'privacy')
  @ApiOperation({
    summary: 'Whether somebody is to be forgotten, what stands against it, and whether their data are frozen',
  })
  @ApiOkResponse({ type: HeldDataView })
  one(@Param('id', HolderPipe) id: HolderId, @SignedIn() reader: Principal): Promise<HeldDataView> {
    return this.held.of(id, reader);
  }

  @Post('erasure')
  @WantsFreshFactor()
  @Reads('habilitations', 'conventions', 'accounts', 'anomalies', 'privacy')
  @ApiOperation({
    summary:
      'Ask that somebody be forgotten, once they have left (RGPD, art. 17); another officer confirms it',
  })
  request(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason }: ReasonDto,
    @SignedIn() reader: Principal,
  ) {
    return this.commands.execute(id, reader, (somebody) => new RequestErasure(somebody, reason));
  }

  @Post('erasure/confirmation')
  @WantsFreshFactor()
  @Reads('habilitations', 'conventions', 'accounts', 'anomalies', 'acts', 'privacy')
  @ApiOperation({
    summary: 'Confirm it, as another officer: nobody reads any more what the register says of them, for ever',
  })
  confirm(@Param('id', HolderPipe) id: HolderId, @SignedIn() reader: Principal) {
    return this.commands.execute(id, reader, (somebody) => new ConfirmErasure(somebody));
  }

  @Post('erasure/refusal')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({ summary: 'Let it be, for a reason' })
  refuse(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason }: ReasonDto,
    @SignedIn() reader: Principal,
  ) {
    return this.commands.execute(id, reader, (somebody) => new RefuseErasure(somebody, reason));
  }

  @Post('freeze')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({
    summary: 'Keep all that is known of somebody while there is a dispute (RGPD, art. 17-3 e)',
  })
  freeze(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason, until }: FreezeDto,
    @SignedIn() reader: Principal,
  ) {
    return this.commands.execute(
      id,
      reader,
      (somebody) => new FreezeRetention(somebody, reason, until ?? null),
    );
  }

  @Post('freeze/lifting')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({ summary: 'The dispute is over' })
  lift(@Param('id', HolderPipe) id: HolderId, @Body() { reason }: ReasonDto, @SignedIn() reader: Principal) {
    return this.commands.execute(id, reader, (somebody) => new LiftFreeze(somebody, reason));
  }
}
