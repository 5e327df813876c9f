import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LiftSuspension, RequirePasswordChange, SuspendAccount, UserCodePipe } from '#accounts';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import {
  Allow,
  AllowSignedIn,
  type Ground,
  type Principal,
  ReasonDto,
  SignedIn,
  WantsFreshFactor,
} from '#platform';
import { Grounds } from '../grounds.ts';
import { SanctionsQuery } from '../read-models/sanctions/query.ts';
import { OwnSanction } from '../read-models/sanctions/view.ts';
import { groundIn, SanctionDto, SuspensionDto } from './sanction.dto.ts';

/** The two sanctions of the security of the Caf; a code is closed, and a habilitation withdrawn, where these are. */
@ApiTags('sanctions')
@Controller()
export class SanctionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly grounds: Grounds,
    private readonly sanctions: SanctionsQuery,
  ) {}

  @Get('own-access/sanctions')
  @AllowSignedIn()
  @Reads('sanctions', 'accounts', 'habilitations')
  @ApiOperation({ summary: 'What was taken against the reader’s own code, the latest first' })
  @ApiOkResponse({ type: [OwnSanction] })
  own(@SignedIn() { userCode }: Principal): Promise<OwnSanction[]> {
    return this.sanctions.own(userCode);
  }

  @Post('accounts/:userCode/blocking')
  @WantsFreshFactor()
  @Allow('caf-security')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Suspend as a precaution, until it is lifted or to the end of a day' })
  async suspend(@Param('userCode', UserCodePipe) userCode: string, @Body() body: SuspensionDto) {
    const { reason, until = null } = body;
    const ground = await this.ownGroundIn(body);
    return new Accepted(
      userCode,
      await this.commands.execute(new SuspendAccount(userCode, reason, ground, until)),
    );
  }

  @Post('accounts/:userCode/suspension-lifting')
  @WantsFreshFactor()
  @Allow('caf-security')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Lift a suspension, for a reason' })
  async lift(@Param('userCode', UserCodePipe) userCode: string, @Body() { reason }: ReasonDto) {
    return new Accepted(userCode, await this.commands.execute(new LiftSuspension(userCode, reason)));
  }

  @Post('accounts/:userCode/password-reset')
  @WantsFreshFactor()
  @Allow('caf-security')
  @IfUnchanged({ parameter: 'userCode' })
  @ApiOperation({ summary: 'Force a change of password' })
  async requirePasswordChange(@Param('userCode', UserCodePipe) userCode: string, @Body() body: SanctionDto) {
    const ground = await this.ownGroundIn(body);
    return new Accepted(
      userCode,
      await this.commands.execute(new RequirePasswordChange(userCode, body.reason, ground)),
    );
  }

  private async ownGroundIn(body: SanctionDto): Promise<Ground | null> {
    const ground = groundIn(body);
    if (ground) await this.grounds.mustBeOwn(ground);
    return ground;
  }
}
