import type { ConnectionsEvent } from '#connections';
import { EventStore } from '#event-sourcing';
import type { RunningRegister } from './running-register.ts';

/** What the log keeps of the attempts on a code, the newest last: the outcome, and what was shown. */
export async function attemptsOn({ services }: RunningRegister, userCode: string): Promise<string[]> {
  const events = await services.get(EventStore, { strict: false }).readStream(`connections-${userCode}`);
  return (events as unknown as ConnectionsEvent[]).flatMap(({ type, data }) =>
    type === 'LoginAttempted' ? [[data.outcome, ...(data.factors ?? [])].join(' ')] : [],
  );
}
