import { EventEmitter } from 'node:events';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { eventually } from '../../../../test/support/eventually.ts';
import { ChangeSignal } from './change-signal.ts';

/** A timer may go off a little before its time. */
const TIMER_EARLY_MS = 2;

it('stops at once, though its subscription never began and cannot be ended', async () => {
  const unsubscribe = () => new Promise(() => {});
  const subscribeToAll = () => Object.assign(new EventEmitter(), { unsubscribe });
  const changes = new ChangeSignal({ subscribeToAll } as unknown as EventStoreDBClient);
  const given = changes.next(10_000, new AbortController().signal, 0);
  await changes.stop();
  await given;
});

it('opens its subscription again after growing pauses, which begin anew once there was one', async () => {
  const opened: number[] = [];
  let openedWithinThirdPause = 0;
  const subscribeToAll = () => {
    const subscription = Object.assign(new EventEmitter(), { unsubscribe: async () => {} });
    const begins = opened.push(performance.now()) === 4;
    setImmediate(() => {
      if (begins) subscription.emit('confirmation');
      subscription.emit('end');
      // Set off after the pause: timers go off in the order of their times, however late.
      if (begins) setImmediate(() => setTimeout(() => (openedWithinThirdPause = opened.length), 400));
    });
    return subscription;
  };
  const changes = new ChangeSignal({ subscribeToAll } as unknown as EventStoreDBClient);
  const given = changes.next(10_000, new AbortController().signal, 0);
  await eventually(() => openedWithinThirdPause);
  await changes.stop();
  await given;

  const pauses = opened.slice(1).map((at, index) => at - opened[index]!);
  for (const [index, least] of [100, 200, 400].entries()) {
    expect(pauses[index]).toBeGreaterThan(least - TIMER_EARLY_MS);
  }
  expect(openedWithinThirdPause).toBeGreaterThan(4);
});
