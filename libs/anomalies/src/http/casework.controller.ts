import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, IdPipe, type Principal, SignedIn } from '#platform';
import { AssignCase } from '../commands/assign-case.ts';
import { NoteOnCase } from '../commands/note-on-case.ts';
import { ReleaseCase } from '../commands/release-case.ts';
import { RelatedCasesQuery } from '../read-models/anomalies/related.ts';
import { RelatedCases } from '../read-models/anomalies/view.ts';
import { AssignmentDto, CaseNoteDto } from './casework.dto.ts';

/** How officers of a Caf share their cases, and see what these have to do with each other. The partner sees nothing of it. */
@ApiTags('anomalies')
@Controller('anomalies')
@Allow('caf-security')
export class CaseworkController {
  constructor(
    private readonly commands: CommandBus,
    private readonly related: RelatedCasesQuery,
  ) {}

  @Get(':id/related')
  @Reads('anomalies')
  @ApiOperation({
    summary: 'Cases of the same attack, and earlier ones by the same rule on the same subject',
  })
  @ApiOkResponse({ type: RelatedCases })
  relatedTo(@Param('id', IdPipe) id: string, @SignedIn() officer: Principal) {
    return this.related.of(id, officer);
  }

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
