import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import {
  CommandHandling,
  EventStore,
  KeyRing,
  ObservedCommandHandling,
  ProjectionProgress,
  ReadModelErasure,
  StoredLog,
} from '#event-sourcing';
import { Clock, Config, Database, Notifications } from '#platform';
import { contexts, projections } from './contexts.ts';
import type { Engines } from './engines.ts';
import { Metrics } from './observation/metrics.ts';

const versions = new Map(projections.map(({ name, version }) => [name, version]));

/** What every context leans on, open engines included. */
@Global()
@Module({})
class CoreModule {
  static with({
    config,
    clock,
    database,
    notifications,
    store,
    stored,
    keys,
    codec,
    metrics,
  }: Engines): DynamicModule {
    const providers = [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: Database, useValue: database },
      { provide: Notifications, useValue: notifications },
      { provide: EventStore, useValue: store },
      { provide: StoredLog, useValue: new StoredLog(stored, codec) },
      { provide: KeyRing, useValue: keys },
      { provide: ReadModelErasure, useValue: new ReadModelErasure(database, store, projections) },
      { provide: Metrics, useValue: metrics },
      {
        provide: ProjectionProgress,
        useValue: new ProjectionProgress(database, notifications, store, versions),
      },
      {
        provide: CommandHandling,
        useValue: new ObservedCommandHandling(store, clock, metrics.commanded),
      },
    ];
    return {
      module: CoreModule,
      imports: [CqrsModule.forRoot()],
      providers,
      exports: [...providers.map(({ provide }) => provide), CqrsModule],
    };
  }
}

/** All contexts on open engines. */
@Module({})
export class RegisterModule {
  static with(engines: Engines): DynamicModule {
    return {
      module: RegisterModule,
      imports: [CoreModule.with(engines), ...contexts.map(({ module }) => module)],
    };
  }
}
