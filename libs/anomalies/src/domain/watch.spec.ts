import { specify } from '#event-sourcing/testing';
import { type PlaceHit, type WatchEvent, watch } from './watch.ts';

const NOW = '2026-11-23T12:00:00.000Z';
const hit = (revision: number, time: string) => ({
  attemptId: `attempt-${revision}`,
  revision,
  at: `2026-11-23T${time}Z`,
});
const place = (revision: number, time: string, settled = false, count = 1): PlaceHit => ({
  type: 'PlaceHit',
  hit: { ...hit(revision, time), count },
  opens: `anomaly-${revision}`,
  settled,
});
const placed = (revision: number, time: string, opening: number, hits: number): WatchEvent => ({
  type: 'HitPlaced',
  data: { ...hit(revision, time), anomalyId: `anomaly-${opening}`, hits },
});

const first = placed(4, '10:00:00.000', 4, 1);

describe('R19: hits of one rule on one code join one anomaly', () => {
  it('that the first opens', () => {
    specify(watch).given().when(place(4, '10:00:00.000'), NOW).thenEvents(first);
  });

  it('R18: as many as were gathered', () =>
    specify(watch)
      .given(first)
      .when(place(5, '10:00:01.000', false, 40), NOW)
      .thenEvents(placed(5, '10:00:01.000', 4, 41)));

  it('until 60 quiet minutes have passed', () => {
    const after = specify(watch).given(first);
    after.when(place(5, '11:00:00.000'), NOW).thenEvents(placed(5, '11:00:00.000', 4, 2));
    after.when(place(5, '11:00:00.001'), NOW).thenEvents(placed(5, '11:00:00.001', 5, 1));
  });

  it('counted from the last hit, not from the first', () => {
    specify(watch)
      .given(first, placed(5, '10:50:00.000', 4, 2))
      .when(place(6, '11:40:00.000'), NOW)
      .thenEvents(placed(6, '11:40:00.000', 4, 3));
  });

  it('unless it was settled: nothing joins what nobody looks at any more', () => {
    specify(watch)
      .given(first)
      .when(place(5, '10:01:00.000', true), NOW)
      .thenEvents(placed(5, '10:01:00.000', 5, 1));
  });

  it('once: what was seen before changes nothing', () => {
    const after = specify(watch).given(first, placed(6, '10:10:00.000', 4, 2));
    for (const revision of [3, 4, 5, 6]) after.when(place(revision, '10:00:00.000'), NOW).thenEvents();
  });
});
