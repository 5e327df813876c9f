import { specify } from '#event-sourcing/testing';
import { type ConnectionDataEvent, connectionData, lastExpiredMonth } from './connection-data.ts';

const NOW = '2026-11-01T04:00:00.000Z';
const expire = (kept: readonly string[], isDue = false) =>
  ({ type: 'ExpireMonth', month: '2025-11', kept, isDue }) as const;
const expired = (kept: readonly string[]): ConnectionDataEvent => ({
  type: 'MonthExpired',
  data: { month: '2025-11', kept },
});

describe('CNIL 2021-122: where people connected from', () => {
  it('is known for twelve months, and never longer', () => {
    expect(lastExpiredMonth('2026-10-31')).toBe('2025-10');
    expect(lastExpiredMonth('2026-11-01')).toBe('2025-11');
    expect(lastExpiredMonth('2027-01-01')).toBe('2026-01');
    // The 29th of February is twelve months old then.
    expect(lastExpiredMonth('2025-02-28')).toBe('2024-02');
  });

  it('expires once, but for what a case or a dispute needs, and of that when it is over', () => {
    specify(connectionData)
      .given()
      .when(expire(['anomaly-1']), NOW)
      .thenEvents(expired(['anomaly-1']));
    specify(connectionData)
      .given(expired(['anomaly-1']))
      .when(expire(['anomaly-1']), NOW)
      .thenEvents();
    specify(connectionData)
      .given(expired(['anomaly-1']))
      .when(expire([]), NOW)
      .thenEvents(expired([]));
    specify(connectionData).given(expired([])).when(expire([]), NOW).thenEvents();
  });

  it('expires again where something was imported since', () => {
    specify(connectionData).given(expired([])).when(expire([], true), NOW).thenEvents(expired([]));
  });
});
