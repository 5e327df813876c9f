import { type DynamicModule, Module, type OnModuleDestroy } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type Engines, JobBoard, jobsOf } from '#composition';
import { JobsController } from './jobs.controller.ts';

/** The job board of the Caf's security officers. */
@Module({})
export class JobsModule implements OnModuleDestroy {
  constructor(private readonly board: JobBoard) {}

  static with(engines: Engines): DynamicModule {
    return {
      module: JobsModule,
      controllers: [JobsController],
      providers: [
        {
          provide: JobBoard,
          inject: [ModuleRef],
          useFactory: (modules: ModuleRef) => JobBoard.open(() => jobsOf(modules), engines),
        },
      ],
    };
  }

  async onModuleDestroy(): Promise<void> {
    await this.board.close();
  }
}
