import { eventually } from '../../support/eventually.ts';
import type { Fault } from '../fault.ts';
import type { Processes } from '../systems/processes.ts';

const TAKEN_OVER_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 50;

export const killPortal: Fault<Processes> = {
  name: 'kill-portal',
  strike: (system) => system.restart('portal'),
};

/** The other one takes over. */
export const killProjector: Fault<Processes> = {
  name: 'kill-projector',
  strike: async (system) => system.restart((await system.projectors())[0]),
};

export const killWorker: Fault<Processes> = {
  name: 'kill-worker',
  strike: (system) => system.restart('worker'),
};

/**
 * One projector stands still in the middle of its work, PostgreSQL takes it for gone, and the other takes over. Then the
 * first goes on with what it was doing: two are at work at once.
 */
export const twoProjectors: Fault<Processes> = {
  name: 'two-projectors',
  strike: async (system) => {
    const [busy, other] = await system.projectors();
    const app = system.apps.get(busy)!;
    app.signal('SIGSTOP');
    try {
      await system.on.register.engines.database.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
        [busy],
      );
      await eventually(
        async () => (await system.projectors())[0] === other,
        TAKEN_OVER_WITHIN_MS,
        LOOK_AGAIN_MS,
      );
    } finally {
      app.signal('SIGCONT');
    }
  },
};
