import { Controller, Get } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { contexts } from '#composition';
import { AllowSignedIn, type Principal, SignedIn, Task } from '#platform';

const URGENCY: Record<Task['urgency'], number> = { late: 0, soon: 1, normal: 2 };
const NEVER = '9999-12-31';

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

function byUrgency(a: Task, b: Task): number {
  const due = ({ due }: Task) => due ?? NEVER;
  return URGENCY[a.urgency] - URGENCY[b.urgency] || due(a).localeCompare(due(b));
}
