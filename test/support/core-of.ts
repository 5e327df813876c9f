import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CommandHandling, EventStore, ProjectionProgress, StoredLog } from '#event-sourcing';
import { Clock, Config, Database } from '#platform';
import type { TestLog } from './test-log.ts';

interface Core {
  readonly clock: Clock;
  readonly config: Partial<Config>;
  /** In the place of the log’s own. */
  readonly store?: EventStore;
  /** What contexts that are left out would implement. */
  readonly others?: readonly (Provider & { readonly provide: unknown })[];
}

/** What every context leans on, for tests of a few of them on a log of their own. */
export function coreOf(log: TestLog, { clock, config, store = log.store, others = [] }: Core): DynamicModule {
  const providers = [
    { provide: Clock, useValue: clock },
    { provide: Config, useValue: config },
    { provide: Database, useValue: log.database },
    { provide: EventStore, useValue: store },
    { provide: StoredLog, useValue: new StoredLog(log.store, log.codec) },
    {
      provide: ProjectionProgress,
      useValue: new ProjectionProgress(log.database, log.notifications, log.store),
    },
    { provide: CommandHandling, useValue: new CommandHandling(store, clock) },
    ...others,
  ];
  return {
    module: TestCore,
    global: true,
    imports: [CqrsModule.forRoot()],
    providers,
    exports: [...providers.map(({ provide }) => provide as Type), CqrsModule],
  };
}

class TestCore {}
Module({})(TestCore);
