import { redisPath } from '../support/redis-server.ts';
import type { Ledger } from './ledger.ts';
import type { SystemUnderTest } from './system.ts';
import { clusterCommand } from './systems/event-store-cluster.ts';
import { eventStoreCommand } from './systems/event-store-node.ts';

/** Something that goes wrong while people are at work. */
export interface Fault<On extends SystemUnderTest = SystemUnderTest> {
  readonly name: string;
  /** Does the harm; resolves when its cause is over, and the system has to recover by itself. */
  strike(system: On, working: Working): Promise<void>;
  /** A server that this machine may not have. */
  readonly needs?: 'redis' | 'event store' | 'event store cluster';
  /** Whether sessions may end before the people are done. */
  readonly endsSessions?: boolean;
}

const missing: Readonly<Record<NonNullable<Fault['needs']>, string | null>> = {
  redis: redisPath ? null : 'no redis-server, set REDIS_SERVER_PATH',
  'event store': eventStoreCommand ? null : 'no EventStoreDB, set FAULTS_EVENTSTORE',
  'event store cluster': clusterCommand ? null : 'no EventStoreDB, set FAULTS_EVENTSTORE_CLUSTER',
};

/** Why a fault cannot be run here; null when it can. */
export const hindrance = ({ needs }: Fault): string | null => (needs ? missing[needs] : null);

/** The load, for a fault that looks at it while it strikes. */
export interface Working {
  readonly ledger: Ledger;
  /** Resolves when every writer has been answered to something begun from now on. */
  answered(): Promise<void>;
}
