import { Body, Controller, Get, Param, Post } from '@nestjs/common';
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
import { CorrectPerson } from '../commands/correct-person.ts';
import { RegisterPerson } from '../commands/register-person.ts';
import { PersonsQuery } from '../read-models/habilitations/persons-query.ts';
import { PersonView } from '../read-models/habilitations/view.ts';
import { PersonCorrectionDto, RegisterPersonDto } from './habilitation.dto.ts';

@ApiTags('habilitations')
@Controller('persons')
export class PersonsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly persons: PersonsQuery,
  ) {}

  @Get()
  @Allow('gestionnaire', 'caf-habilitation', 'caf-security')
  @Reads('habilitations', 'conventions')
  @ApiOperation({
    summary: 'The agents that the reader’s gestionnaire, or those of the reader’s Caf, have named',
  })
  @ApiOkResponse({ type: [PersonView] })
  list(@SignedIn() principal: Principal) {
    return this.persons.visibleTo(principal);
  }

  @Post()
  @Allow('gestionnaire')
  @ApiOperation({ summary: 'Name an agent, with an individual mailbox (R16)' })
  async register(@Body() person: RegisterPersonDto, @SignedIn() { organism }: Principal) {
    const id = deriveId(executionContext().commandId, 'person');
    const { lastName, firstName, function: title, email, sharedMailboxReason = null } = person;
    const registration = {
      gestionnaireId: organism.id,
      lastName,
      firstName,
      function: title,
      email,
      sharedMailboxReason,
    };
    return new Accepted(id, await this.commands.execute(new RegisterPerson(id, registration)));
  }

  @Post(':id/corrections')
  @WantsFreshFactor()
  @Allow('gestionnaire', 'caf-habilitation')
  @Reads('conventions')
  @IfUnchanged()
  @ApiOperation({
    summary: 'Correct name, function or mailbox of an agent, for a reason (R12, R16)',
    description:
      'All of them as they are to be. By the gestionnaire who named the agent, or its Caf. Annexes of the days before keep what they said.',
  })
  async correct(@Param('id', IdPipe) id: string, @Body() { reason, ...details }: PersonCorrectionDto) {
    const { sharedMailboxReason = null, ...person } = details;
    const command = new CorrectPerson(id, { ...person, sharedMailboxReason }, reason);
    return new Accepted(id, await this.commands.execute(command));
  }
}
