import type { Fault } from './fault.ts';
import { crashEmbeddedPostgres, killAllInOne } from './faults/all-in-one.ts';
import { jumpClock } from './faults/clock.ts';
import {
  crashPostgres,
  cutEventStore,
  delayEventStore,
  flushRedis,
  killEventStore,
  loseEventStoreAnswers,
  pauseEventStore,
  resetEventStore,
  restartPostgres,
  restartRedis,
  shutEventStore,
  stopEventStore,
} from './faults/engines.ts';
import { killPortal, killProjector, killWorker, twoProjectors } from './faults/processes.ts';
import type { Stage } from './stage.ts';
import { AllInOne } from './stages/all-in-one.ts';
import { InProcess } from './stages/in-process.ts';
import { Processes } from './stages/processes.ts';

/** A stage, and the faults that are played on it. */
export interface Play<On extends Stage = Stage> {
  readonly stage: string;
  open(): Promise<On>;
  readonly faults: readonly Fault<On>[];
}

const play = <On extends Stage>(stage: string, open: () => Promise<On>, faults: readonly Fault<On>[]): Play =>
  ({ stage, open, faults }) as Play<On> as Play;

export const plays: readonly Play[] = [
  play('separate processes', Processes.open, [
    ...[killPortal, killProjector, killWorker, twoProjectors],
    ...[cutEventStore, resetEventStore, loseEventStoreAnswers, delayEventStore, shutEventStore],
    ...[killEventStore, stopEventStore, pauseEventStore],
    ...[restartPostgres, crashPostgres],
    ...[flushRedis, restartRedis],
  ]),
  play('all in one', AllInOne.open, [killAllInOne, crashEmbeddedPostgres]),
  play('a clock of its own', InProcess.open, [jumpClock]),
];
