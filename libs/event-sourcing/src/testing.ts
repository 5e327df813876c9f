import type { Instant } from '#platform';
import { type Decider, type DomainCommand, fold } from './decider.ts';
import type { DomainEvent } from './events.ts';

/**
 * Given some history, when a command comes, then these events follow, or a refusal:
 *
 *     specify(roster).given(requested).when(grant, '2026-03-02T09:00:00.000Z').thenEvents(granted)
 */
export function specify<Command extends DomainCommand, Event extends DomainEvent, State>(
  decider: Decider<Command, Event, State>,
) {
  return {
    given: (...history: Event[]) => ({
      when: (command: Command, now: Instant) => {
        const decide = () => decider.decide(command, fold(decider, history), now);
        return {
          thenEvents: (...expected: Event[]) => expect(decide()).toEqual(expected),
          thenRefused: (code: string) =>
            expect(decide).toThrow(expect.objectContaining({ name: 'Refusal', code })),
        };
      },
    }),
  };
}
