import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, Reads } from '#event-sourcing';
import { Allow, deriveId, executionContext, IdPipe, type Principal, SignedIn } from '#platform';
import { RemoveView, SaveView } from '../commands/saved-views.ts';
import { SavedViewsQuery } from '../read-models/saved-views/query.ts';
import { SavedViewEntry } from '../read-models/saved-views/view.ts';
import { SavedViewDto } from './saved-view.dto.ts';

@ApiTags('connections')
@Controller('journal-views')
@Allow('caf-security')
export class SavedViewsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: SavedViewsQuery,
  ) {}

  @Get()
  @Reads('saved_views')
  @ApiOperation({ summary: 'The views of the journal that the reader has saved, or that their team shares' })
  @ApiOkResponse({ type: [SavedViewEntry] })
  list(@SignedIn() principal: Principal): Promise<SavedViewEntry[]> {
    return this.views.visibleTo(principal);
  }

  @Post()
  @Reads('saved_views')
  @ApiOperation({ summary: 'Save a view of the journal, for oneself or the security officers of one’s Caf' })
  async save(@Body() view: SavedViewDto, @SignedIn() principal: Principal) {
    const id = deriveId(executionContext().commandId, 'journal-view');
    await this.views.expectNameIsFree(view.name, id, principal);
    return new Accepted(
      id,
      await this.commands.execute(new SaveView(id, { ...view }, principal.userCode, principal.organism.id)),
    );
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Remove a view: one’s own, or one that the team shares' })
  async remove(@Param('id', IdPipe) id: string, @SignedIn() { userCode, organism }: Principal) {
    return new Accepted(id, await this.commands.execute(new RemoveView(id, userCode, organism.id)));
  }
}
