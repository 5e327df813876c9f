import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { type Engines, engineChecks, HealthModule, Readiness, RegisterModule } from '#composition';
import { ConsultationInterceptor } from '#connections';
import {
  asAnswer,
  PositionInterceptor,
  ProjectionProgress,
  ReadsInterceptor,
  StoreUnavailable,
} from '#event-sourcing';
import { AccessGuard, ExecutionContextInterceptor, isOutage, ProblemFilter, validationPipe } from '#platform';
import { SealHeadersInterceptor, SealingModule } from '#sealing';
import { IfUnchangedInterceptor } from './if-unchanged.interceptor.ts';
import { JobsModule } from './jobs/jobs.module.ts';
import { SearchController } from './search.controller.ts';
import { TasksController } from './tasks.controller.ts';

/** The HTTP side of all contexts, behind one guard. */
@Module({})
export class PortalModule {
  static with(engines: Engines, readiness = Readiness.of(engineChecks(engines))): DynamicModule {
    return {
      module: PortalModule,
      imports: [
        RegisterModule.with(engines),
        HealthModule.with(readiness),
        JobsModule.with(engines),
        SealingModule,
      ],
      controllers: [TasksController, SearchController],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_INTERCEPTOR, useClass: ExecutionContextInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ReadsInterceptor },
        { provide: APP_INTERCEPTOR, useClass: PositionInterceptor },
        { provide: APP_INTERCEPTOR, useClass: SealHeadersInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ConsultationInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IfUnchangedInterceptor },
        {
          provide: APP_FILTER,
          inject: [ProjectionProgress],
          useFactory: (progress: ProjectionProgress) =>
            new ProblemFilter(
              (error) => error instanceof StoreUnavailable || isOutage(error),
              (error) => asAnswer(error, progress),
            ),
        },
      ],
    };
  }
}
