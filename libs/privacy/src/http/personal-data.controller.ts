import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type HolderId, HolderPipe } from '#accounts';
import { Accepted, Reads } from '#event-sourcing';
import { Allow, type Principal, ReasonDto, SignedIn, WantsFreshFactor } from '#platform';
import { ConfirmErasure } from '../commands/confirm-erasure.ts';
import { FreezeRetention } from '../commands/freeze-retention.ts';
import { LiftFreeze } from '../commands/lift-freeze.ts';
import { RefuseErasure } from '../commands/refuse-erasure.ts';
import { RequestErasure } from '../commands/request-erasure.ts';
import { nameOf } from '../forgotten-people.ts';
import { HeldData } from '../held-data.ts';
import { HeldDataView } from '../read-models/privacy/view.ts';
import { FreezeDto } from './personal-data.dto.ts';

/** What becomes of what is known of one person. */
@ApiTags('privacy')
@Controller('holders/:id/personal-data')
@Allow('caf-habilitation', 'caf-security')
export class PersonalDataController {
  constructor(
    private readonly commands: CommandBus,
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
  async request(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason }: ReasonDto,
    @SignedIn() reader: Principal,
  ) {
    const forgotten = await this.held.forgotten(id, reader);
    return new Accepted(
      nameOf(forgotten),
      await this.commands.execute(new RequestErasure(forgotten, reason)),
    );
  }

  @Post('erasure/confirmation')
  @WantsFreshFactor()
  @Reads('habilitations', 'conventions', 'accounts', 'anomalies', 'acts', 'privacy')
  @ApiOperation({
    summary: 'Confirm it, as another officer: nobody reads any more what the register says of them, for ever',
  })
  async confirm(@Param('id', HolderPipe) id: HolderId, @SignedIn() reader: Principal) {
    const forgotten = await this.held.forgotten(id, reader);
    return new Accepted(nameOf(forgotten), await this.commands.execute(new ConfirmErasure(forgotten)));
  }

  @Post('erasure/refusal')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({ summary: 'Let it be, for a reason' })
  async refuse(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason }: ReasonDto,
    @SignedIn() reader: Principal,
  ) {
    const forgotten = await this.held.forgotten(id, reader);
    return new Accepted(nameOf(forgotten), await this.commands.execute(new RefuseErasure(forgotten, reason)));
  }

  @Post('freeze')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({
    summary: 'Keep all that is known of somebody while there is a dispute (RGPD, art. 17-3 e)',
  })
  async freeze(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason, until }: FreezeDto,
    @SignedIn() reader: Principal,
  ) {
    const forgotten = await this.held.forgotten(id, reader);
    const frozen = await this.commands.execute(new FreezeRetention(forgotten, reason, until ?? null));
    return new Accepted(nameOf(forgotten), frozen);
  }

  @Post('freeze/lifting')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({ summary: 'The dispute is over' })
  async lift(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason }: ReasonDto,
    @SignedIn() reader: Principal,
  ) {
    const forgotten = await this.held.forgotten(id, reader);
    return new Accepted(nameOf(forgotten), await this.commands.execute(new LiftFreeze(forgotten, reason)));
  }
}
