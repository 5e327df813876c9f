import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import {
  Allow,
  deriveId,
  executionContext,
  IdPipe,
  type Principal,
  SignedIn,
  WantsFreshFactor,
} from '#platform';
import { AnnounceSignature } from '../commands/announce-signature.ts';
import { ConfirmSignature } from '../commands/confirm-signature.ts';
import { RegisterConvention } from '../commands/register-convention.ts';
import { SetEffectiveDate } from '../commands/set-effective-date.ts';
import { SignConvention } from '../commands/sign-convention.ts';
import { TerminateConvention } from '../commands/terminate-convention.ts';
import { partyOf } from '../domain/party-of.ts';
import { ConventionsQuery } from '../read-models/conventions/query.ts';
import { ConventionView } from '../read-models/conventions/view.ts';
import {
  AnnouncedSignatureDto,
  EffectiveDateDto,
  RegisterConventionDto,
  SignatureDto,
  TerminationDto,
} from './convention.dto.ts';

@ApiTags('conventions')
@Controller('conventions')
export class ConventionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly conventions: ConventionsQuery,
  ) {}

  @Get(':id')
  @Allow('caf-habilitation', 'caf-security', 'gestionnaire')
  @Reads('conventions')
  @ApiOperation({ summary: 'One convention' })
  @ApiOkResponse({ type: ConventionView })
  one(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.conventions.one(id, principal);
  }

  @Post()
  @Allow('caf-habilitation')
  @ApiOperation({ summary: 'Record an amendment (R1)' })
  async register(@Body() registration: RegisterConventionDto) {
    const id = deriveId(executionContext().commandId, 'convention');
    return new Accepted(id, await this.commands.execute(new RegisterConvention(id, registration)));
  }

  @Put(':id/effective-date')
  @Allow('caf-habilitation')
  @IfUnchanged()
  @ApiOperation({ summary: 'Fill in the first day (R1)' })
  async setEffectiveDate(@Param('id', IdPipe) id: string, @Body() { effectiveFrom }: EffectiveDateDto) {
    return new Accepted(id, await this.commands.execute(new SetEffectiveDate(id, effectiveFrom)));
  }

  @Post(':id/signatures')
  @Allow('caf-habilitation', 'gestionnaire')
  @IfUnchanged()
  @ApiOperation({ summary: 'Sign, each party for itself (R2)' })
  async sign(
    @Param('id', IdPipe) id: string,
    @Body() signature: SignatureDto,
    @SignedIn() principal: Principal,
  ) {
    const own = { party: partyOf(principal), ...signature };
    return new Accepted(id, await this.commands.execute(new SignConvention(id, own)));
  }

  @Post(':id/announced-signature')
  @Allow('caf-habilitation')
  @IfUnchanged()
  @ApiOperation({
    summary:
      'Announce the paper that the gestionnaire has signed: it counts once the gestionnaire confirms it (R2)',
  })
  async announce(@Param('id', IdPipe) id: string, @Body() announced: AnnouncedSignatureDto) {
    return new Accepted(id, await this.commands.execute(new AnnounceSignature(id, announced)));
  }

  @Post(':id/announced-signature/confirmation')
  @Allow('gestionnaire')
  @IfUnchanged()
  @ApiOperation({
    summary: 'Confirm the signature that the Caf has announced, as it was read: it is then signed (R2)',
  })
  async confirm(@Param('id', IdPipe) id: string, @Body() announced: AnnouncedSignatureDto) {
    return new Accepted(id, await this.commands.execute(new ConfirmSignature(id, announced)));
  }

  @Post(':id/termination')
  @WantsFreshFactor()
  @Allow('caf-habilitation')
  @IfUnchanged()
  @ApiOperation({ summary: 'End the amendment at once, for breach (R25)' })
  async terminate(@Param('id', IdPipe) id: string, @Body() { reason }: TerminationDto) {
    return new Accepted(id, await this.commands.execute(new TerminateConvention(id, reason)));
  }
}
