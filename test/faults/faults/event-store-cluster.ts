import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import type { Processes } from '../systems/processes.ts';

const HARM_MS = 5000;
const RESIGNS = 200;

export const killLeader: Fault<Processes> = {
  name: 'kill-leader',
  needs: 'event store cluster',
  strike: async ({ on: { eventStore } }) => {
    const leader = await eventStore.cluster!.leader();
    await leader.end('SIGKILL');
    await eventStore.cluster!.leader(leader);
    await leader.start();
  },
};

/** It stands still until another leads, and goes on as if nothing had been. */
export const pauseLeader: Fault<Processes> = {
  name: 'pause-leader',
  needs: 'event store cluster',
  strike: async ({ on: { eventStore } }) => {
    const leader = await eventStore.cluster!.leader();
    leader.signal('SIGSTOP');
    try {
      await eventStore.cluster!.leader(leader);
    } finally {
      leader.signal('SIGCONT');
    }
  },
};

/** It hangs until everybody has been answered by another, and comes back as if nothing had been. */
export const hangLeader: Fault<Processes> = {
  name: 'hang-leader',
  needs: 'event store cluster',
  strike: async ({ on: { eventStore } }, { answered }) => {
    const leader = await eventStore.cluster!.leader();
    leader.signal('SIGSTOP');
    try {
      await eventStore.cluster!.leader(leader);
      await answered();
    } finally {
      leader.signal('SIGCONT');
    }
  },
};

export const resignLeader: Fault<Processes> = {
  name: 'resign-leader',
  needs: 'event store cluster',
  strike: async ({ on: { eventStore } }) => {
    const { port } = await eventStore.cluster!.leader();
    const { status } = await fetch(`http://127.0.0.1:${port}/admin/node/resign`, { method: 'POST' });
    if (status !== RESIGNS) throw new Error(`The leader does not resign: ${status}`);
    await eventStore.cluster!.leader();
  },
};

export const killFollower: Fault<Processes> = {
  name: 'kill-follower',
  needs: 'event store cluster',
  strike: async ({ on: { eventStore } }) => {
    const [follower] = await eventStore.cluster!.followers();
    await follower!.end('SIGKILL');
    await follower!.start();
  },
};

/** Nothing can be written meanwhile. */
export const loseMajority: Fault<Processes> = {
  name: 'lose-majority',
  needs: 'event store cluster',
  strike: async ({ on: { eventStore } }) => {
    const [follower] = await eventStore.cluster!.followers();
    const lost = [await eventStore.cluster!.leader(), follower!];
    await Promise.all(lost.map((node) => node.end('SIGKILL')));
    await delay(HARM_MS);
    await Promise.all(lost.map((node) => node.start()));
  },
};
