import type { Type } from '@nestjs/common';
import type { Job, List, MigrationStep, OwnersSchema, TaskSource } from '#platform';
import type { ActRegister } from '../acts.ts';
import type { EventTypeRegister } from '../event-types.ts';
import type { Projection } from '../projections/projection.ts';
import type { Reactor, ReadModelReactor } from '../reactors/reactor.ts';

/** What a context brings to the programs that run it. The classes are providers of its module. */
export interface Context {
  readonly name: string;
  readonly module: Type;
  readonly eventTypes: EventTypeRegister;
  /** How each of these types is told among the acts. */
  readonly acts: ActRegister;
  /** Scripts for tables that do not follow from events (sessions, outbox): see `migrate`. */
  readonly migrations?: readonly MigrationStep[];
  /** Those of the schemas of these tables in which the program may not do everything: see `shareWithProgram`. */
  readonly ownersSchemas?: readonly OwnersSchema[];
  readonly projections?: readonly Projection[];
  readonly reactors?: readonly Type<Reactor | ReadModelReactor>[];
  readonly jobs?: readonly Type<Job>[];
  /** Those that the search over everything looks into (`ListDeclaration.found`). */
  readonly searched?: readonly Type<Pick<List<object, object>, 'find'>>[];
  readonly taskSources?: readonly Type<TaskSource>[];
}
