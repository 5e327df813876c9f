import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type HolderId, HolderPipe } from '#accounts';
import { Accepted, Reads } from '#event-sourcing';
import { Allow, type Principal, ReasonDto, SignedIn, WantsFreshFactor } from '#platform';
import { GrantDataAccess } from '../commands/grant-data-access.ts';
import { RefuseDataAccess } from '../commands/refuse-data-access.ts';
import { RequestDataAccess } from '../commands/request-data-access.ts';
import { nameOf } from '../forgotten-people.ts';
import { HeldData } from '../held-data.ts';
import { DataAccessDto } from './personal-data.dto.ts';

/** The right of access. What is given out has connections in it, so that the security alone asks for it. */
@ApiTags('privacy')
@Controller('holders/:id/personal-data/access')
export class DataAccessController {
  constructor(
    private readonly commands: CommandBus,
    private readonly held: HeldData,
  ) {}

  @Post()
  @WantsFreshFactor()
  @Allow('caf-security')
  @Reads('habilitations', 'conventions', 'accounts', 'privacy')
  @ApiOperation({
    summary:
      'Ask for all that the register says of somebody who has asked for it (RGPD, art. 15); another officer grants it',
  })
  async request(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason, receivedOn }: DataAccessDto,
    @SignedIn() reader: Principal,
  ) {
    const forgotten = await this.held.forgotten(id, reader);
    const requested = await this.commands.execute(new RequestDataAccess(forgotten, reason, receivedOn));
    return new Accepted(nameOf(forgotten), requested);
  }

  @Post('grant')
  @Allow('caf-habilitation', 'caf-security')
  @WantsFreshFactor()
  @Reads('habilitations', 'conventions', 'accounts', 'privacy')
  @ApiOperation({ summary: 'Grant it, as another officer: who asked takes the file within some days' })
  async grant(@Param('id', HolderPipe) id: HolderId, @SignedIn() reader: Principal) {
    const forgotten = await this.held.forgotten(id, reader);
    return new Accepted(nameOf(forgotten), await this.commands.execute(new GrantDataAccess(forgotten)));
  }

  @Post('refusal')
  @Allow('caf-habilitation', 'caf-security')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({ summary: 'Let it be, for a reason' })
  async refuse(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason }: ReasonDto,
    @SignedIn() reader: Principal,
  ) {
    const forgotten = await this.held.forgotten(id, reader);
    return new Accepted(
      nameOf(forgotten),
      await this.commands.execute(new RefuseDataAccess(forgotten, reason)),
    );
  }
}
