import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type HolderId, HolderPipe } from '#accounts';
import { Reads } from '#event-sourcing';
import { Allow, type Principal, ReasonDto, SignedIn, WantsFreshFactor } from '#platform';
import { GrantDataAccess } from '../commands/grant-data-access.ts';
import { RefuseDataAccess } from '../commands/refuse-data-access.ts';
import { RequestDataAccess } from '../commands/request-data-access.ts';
import { HolderCommands } from './holder-commands.ts';
import { DataAccessDto } from './personal-data.dto.ts';

/** The right of access. What is given out has connections in it, so that the security alone asks for it. */
@ApiTags('privacy')
@Controller('holders/:id/personal-data/access')
export class DataAccessController {
  constructor(private readonly commands: HolderCommands) {}

  @Post()
  @WantsFreshFactor()
  @Allow('caf-security')
  @Reads('habilitations', 'conventions', 'accounts', 'privacy')
  @ApiOperation({
    summary:
      'Ask for all that the register says of somebody who has asked for it (RGPD, art. 15); another officer grants it',
  })
  request(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason, receivedOn }: DataAccessDto,
    @SignedIn() reader: Principal,
  ) {
    return this.commands.execute(
      id,
      reader,
      (somebody) => new RequestDataAccess(somebody, reason, receivedOn),
    );
  }

  @Post('grant')
  @Allow('caf-habilitation', 'caf-security')
  @WantsFreshFactor()
  @Reads('habilitations', 'conventions', 'accounts', 'privacy')
  @ApiOperation({ summary: 'Grant it, as another officer: who asked takes the file within some days' })
  grant(@Param('id', HolderPipe) id: HolderId, @SignedIn() reader: Principal) {
    return this.commands.execute(id, reader, (somebody) => new GrantDataAccess(somebody));
  }

  @Post('refusal')
  @Allow('caf-habilitation', 'caf-security')
  @Reads('habilitations', 'conventions', 'accounts')
  @ApiOperation({ summary: 'Let it be, for a reason' })
  refuse(
    @Param('id', HolderPipe) id: HolderId,
    @Body() { reason }: ReasonDto,
    @SignedIn() reader: Principal,
  ) {
    return this.commands.execute(id, reader, (somebody) => new RefuseDataAccess(somebody, reason));
  }
}
