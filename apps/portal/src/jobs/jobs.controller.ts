import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { JobBoard, JobOverview, RunAsked, RunPage } from '#composition';
import { Allow } from '#platform';
import { JobParamsDto, JobRunPageDto } from './job.dto.ts';

const DEFAULT_LIMIT = 50;

@ApiTags('jobs')
@Controller('jobs')
@Allow('caf-security')
export class JobsController {
  constructor(private readonly board: JobBoard) {}

  @Get()
  @ApiOperation({
    summary: 'Every job: its times, its latest run, what failed of late, and whether it runs now',
  })
  @ApiOkResponse({ type: JobOverview })
  list() {
    return this.board.overview();
  }

  @Get(':name/runs')
  @ApiOperation({ summary: 'The runs of a job, share by share, the latest first' })
  @ApiOkResponse({ type: RunPage })
  runs(@Param() { name }: JobParamsDto, @Query() { cursor, limit = DEFAULT_LIMIT }: JobRunPageDto) {
    return this.board.runs(name, cursor, limit);
  }

  @Post(':name/runs')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Run it as soon as may be, unless it is running already' })
  @ApiAcceptedResponse({ type: RunAsked })
  async run(@Param() { name }: JobParamsDto): Promise<RunAsked> {
    return { id: await this.board.start(name) };
  }
}
