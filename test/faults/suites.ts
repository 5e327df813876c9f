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
  noFault,
  pauseEventStore,
  resetEventStore,
  restartPostgres,
  restartRedis,
  shutEventStore,
  stopEventStore,
} from './faults/engines.ts';
import {
  hangLeader,
  killFollower,
  killLeader,
  loseMajority,
  pauseLeader,
  resignLeader,
} from './faults/event-store-cluster.ts';
import { killPortal, killProjector, killWorker, twoProjectors } from './faults/processes.ts';
import type { SystemUnderTest } from './system.ts';
import { AllInOne } from './systems/all-in-one.ts';
import { InProcess } from './systems/in-process.ts';
import { Processes } from './systems/processes.ts';

/** A system, and the faults that strike it. */
export interface FaultSuite<On extends SystemUnderTest = SystemUnderTest> {
  readonly system: string;
  open(): Promise<On>;
  readonly faults: readonly Fault<On>[];
}

const suite = <On extends SystemUnderTest>(
  system: string,
  open: () => Promise<On>,
  faults: readonly Fault<On>[],
): FaultSuite => ({ system, open, faults }) as FaultSuite<On> as FaultSuite;

export const suites: readonly FaultSuite[] = [
  suite('separate processes', Processes.open, [
    noFault,
    ...[killPortal, killProjector, killWorker, twoProjectors],
    ...[cutEventStore, resetEventStore, loseEventStoreAnswers, delayEventStore, shutEventStore],
    ...[killEventStore, stopEventStore, pauseEventStore],
    ...[restartPostgres, crashPostgres],
    ...[flushRedis, restartRedis],
  ]),
  suite('three nodes of EventStoreDB', Processes.openOnCluster, [
    ...[killLeader, pauseLeader, hangLeader, resignLeader, killFollower, loseMajority],
  ]),
  suite('all in one', AllInOne.open, [killAllInOne, crashEmbeddedPostgres]),
  suite('a clock of its own', InProcess.open, [jumpClock]),
];
