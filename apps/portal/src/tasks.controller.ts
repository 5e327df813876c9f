import { Controller, Get } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { contexts } from '#composition';
import { AllowSignedIn, byUrgency, type Principal, SignedIn, Task } from '#platform';

@ApiTags('tasks')
@Controller('tasks')
export class TasksController {
  constructor(private readonly modules: ModuleRef) {}

  @Get()
  @AllowSignedIn()
  @ApiOperation({ summary: 'What waits for the reader, most urgent first' })
  @ApiOkResponse({ type: [Task] })
  async list(@SignedIn() principal: Principal): Promise<Task[]> {
    const sources = contexts.flatMap(({ taskSources = [] }) => taskSources);
    const tasks = await Promise.all(
      sources.map((source) => this.modules.get(source, { strict: false }).tasksFor(principal)),
    );
    return tasks.flat().sort(byUrgency);
  }
}
