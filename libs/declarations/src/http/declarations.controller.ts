import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, idOf, Reads } from '#event-sourcing';
import { Allow, AllowSignedIn, type Principal, SignedIn } from '#platform';
import { ApproveDeclaration } from '../commands/approve-declaration.ts';
import { EnterActivityData } from '../commands/enter-activity-data.ts';
import { EnterFinancialData } from '../commands/enter-financial-data.ts';
import { OpenDeclaration } from '../commands/open-declaration.ts';
import { ReturnPart } from '../commands/return-part.ts';
import { SubmitParts } from '../commands/submit-parts.ts';
import { TransmitDeclaration } from '../commands/transmit-declaration.ts';
import { authorAt } from '../domain/author.ts';
import type { Part } from '../domain/content.ts';
import type { DeclarationEvent } from '../domain/declaration-events.ts';
import { parseDeclarationId } from '../domain/declaration-id.ts';
import { DeclarationsQuery } from '../read-models/declarations/query.ts';
import { DeclarationDetailView } from '../read-models/declarations/view.ts';
import {
  ActivityDataDto,
  ApprovalDto,
  amountsOf,
  FinancialDataDto,
  OpenDeclarationDto,
  ReturnDto,
  SubmissionDto,
} from './declaration.dto.ts';
import { DeclarationIdPipe } from './declaration-id.pipe.ts';

const ENTERED: Readonly<Record<Part, DeclarationEvent['type']>> = {
  activity: 'ActivityDataEntered',
  finances: 'FinancialDataEntered',
};

/** The other part has a provider of its own: the two work side by side, and neither is told of the other. */
const isOf =
  (part: Part) =>
  ({ type, data }: { readonly type: string; readonly data: object }): boolean =>
    type === ENTERED[part] || ('part' in data && data.part === part);

@ApiTags('declarations')
@Controller('declarations')
export class DeclarationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly declarations: DeclarationsQuery,
  ) {}

  @Get(':id')
  @AllowSignedIn()
  @Reads('declarations', 'conventions')
  @ApiOperation({ summary: 'One declaration. For a Caf, its content once it is transmitted' })
  @ApiOkResponse({ type: DeclarationDetailView })
  one(@Param('id', DeclarationIdPipe) id: string, @SignedIn() principal: Principal) {
    return this.declarations.one(id, principal);
  }

  @Post()
  @Allow('agent')
  @ApiOperation({ summary: 'Open a declaration, or the correction of one that is transmitted' })
  async open(@Body() subject: OpenDeclarationDto, @SignedIn() principal: Principal) {
    const author = authorAt(principal, subject.establishmentId);
    const outcome = await this.commands.execute(new OpenDeclaration({ ...subject }, author));
    return new Accepted(idOf(outcome.stream), outcome);
  }

  @Put(':id/activity')
  @Allow('agent')
  @IfUnchanged({ ignores: isOf('finances') })
  @ApiOperation({ summary: 'Write the activity data (R9: the activity provider)' })
  async enterActivity(
    @Param('id', DeclarationIdPipe) id: string,
    @Body() activity: ActivityDataDto,
    @SignedIn() principal: Principal,
  ) {
    const command = new EnterActivityData(id, { ...activity }, authorOf(id, principal));
    return new Accepted(id, await this.commands.execute(command));
  }

  @Put(':id/finances')
  @Allow('agent')
  @IfUnchanged({ ignores: isOf('activity') })
  @ApiOperation({ summary: 'Write the financial data (R9: the financial provider)' })
  async enterFinances(
    @Param('id', DeclarationIdPipe) id: string,
    @Body() { charges, income }: FinancialDataDto,
    @SignedIn() principal: Principal,
  ) {
    const finances = { charges: amountsOf(charges), income: amountsOf(income) };
    const command = new EnterFinancialData(id, finances, authorOf(id, principal));
    return new Accepted(id, await this.commands.execute(command));
  }

  @Post(':id/submission')
  @Allow('agent')
  @IfUnchanged()
  @ApiOperation({
    summary: 'Hand over one’s own parts (R9: the providers)',
    description: 'Those that are entered and without error: `toSubmit`. Warnings want a comment.',
  })
  async submit(
    @Param('id', DeclarationIdPipe) id: string,
    @Body() { activityComment: activity, financesComment: finances }: SubmissionDto,
    @SignedIn() principal: Principal,
  ) {
    const command = new SubmitParts(id, { activity, finances }, authorOf(id, principal));
    return new Accepted(id, await this.commands.execute(command));
  }

  @Post(':id/return')
  @Allow('agent')
  @IfUnchanged()
  @ApiOperation({ summary: 'Send a part back to its provider (R9: the approver)' })
  async return(
    @Param('id', DeclarationIdPipe) id: string,
    @Body() { part, reason }: ReturnDto,
    @SignedIn() principal: Principal,
  ) {
    const command = new ReturnPart(id, part, reason, authorOf(id, principal));
    return new Accepted(id, await this.commands.execute(command));
  }

  @Post(':id/approval')
  @Allow('agent')
  @IfUnchanged()
  @ApiOperation({ summary: 'Approve exactly the content of this hash (R7, R9: the approver)' })
  async approve(
    @Param('id', DeclarationIdPipe) id: string,
    @Body() { contentHash }: ApprovalDto,
    @SignedIn() principal: Principal,
  ) {
    const command = new ApproveDeclaration(id, contentHash, authorOf(id, principal));
    return new Accepted(id, await this.commands.execute(command));
  }

  @Post(':id/transmission')
  @Allow('agent')
  @IfUnchanged()
  @ApiOperation({ summary: 'Transmit what is approved to the Caf (R9: the approver)' })
  async transmit(@Param('id', DeclarationIdPipe) id: string, @SignedIn() principal: Principal) {
    return new Accepted(
      id,
      await this.commands.execute(new TransmitDeclaration(id, authorOf(id, principal))),
    );
  }
}

const authorOf = (id: string, principal: Principal) =>
  authorAt(principal, parseDeclarationId(id)?.establishmentId ?? '');
