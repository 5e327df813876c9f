import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged } from '#event-sourcing';
import { Allow, IdPipe, type Principal, SignedIn } from '#platform';
import { AssignCase } from '../commands/assign-case.ts';
import { NoteOnCase } from '../commands/note-on-case.ts';
import { ReleaseCase } from '../commands/release-case.ts';
import { AssignmentDto, CaseNoteDto } from './casework.dto.ts';

/** How officers of a Caf share their cases. The partner sees nothing of it. */
@ApiTags('anomalies')
@Controller('anomalies')
@Allow('caf-security')
export class CaseworkController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/assignment')
  @IfUnchanged({ ignores: ({ type }) => type === 'CaseNoted' })
  @ApiOperation({ summary: 'Take a case, or assign it to a colleague' })
  async assign(
    @Param('id', IdPipe) id: string,
    @Body() { userCode }: AssignmentDto,
    @SignedIn() officer: Principal,
  ) {
    return new Accepted(id, await this.commands.execute(new AssignCase(id, userCode ?? officer.userCode)));
  }

  @Post(':id/release')
  @IfUnchanged({ ignores: ({ type }) => type === 'CaseNoted' })
  @ApiOperation({ summary: 'Release it: it is assigned to nobody' })
  async release(@Param('id', IdPipe) id: string) {
    return new Accepted(id, await this.commands.execute(new ReleaseCase(id)));
  }

  @Post(':id/notes')
  @ApiOperation({ summary: 'Add an internal note. Nobody can change it, and the partner never reads it' })
  async note(@Param('id', IdPipe) id: string, @Body() { text }: CaseNoteDto) {
    return new Accepted(id, await this.commands.execute(new NoteOnCase(id, text)));
  }
}
