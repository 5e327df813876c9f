import { Controller, Get } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { contexts } from '#composition';
import { Reads } from '#event-sourcing';
import { AllowSignedIn, byUrgency, type Principal, SignedIn, Task } from '#platform';

const sources = contexts.flatMap(({ taskSources = [] }) => taskSources);
/** What the contexts that have tasks know: whoever has done one does not find it again. */
const [first, ...others] = contexts.flatMap(({ taskSources, projections = [] }) =>
  taskSources ? projections.map(({ name }) => name) : [],
);

@ApiTags('tasks')
@Controller('tasks')
export class TasksController {
  constructor(private readonly modules: ModuleRef) {}

  @Get()
  @AllowSignedIn()
  @Reads(first!, ...others)
  @ApiOperation({ summary: 'What waits for the reader, most urgent first' })
  @ApiOkResponse({ type: [Task] })
  async list(@SignedIn() principal: Principal): Promise<Task[]> {
    const tasks = await Promise.all(
      sources.map((source) => this.modules.get(source, { strict: false }).tasksFor(principal)),
    );
    return tasks.flat().sort(byUrgency);
  }
}
