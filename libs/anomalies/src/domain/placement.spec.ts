import fc from 'fast-check';
import { formatPosition, START } from '#event-sourcing';
import { specify } from '#event-sourcing/testing';
import {
  type HitPlaced,
  type Hits,
  type PlaceHits,
  type Placement,
  placement,
  placementEventTypes,
} from './placement.ts';

const NOW = '2026-11-23T12:00:00.000Z';
const at = (time: string) => `2026-11-23T${time}Z`;
const position = (number: number) => formatPosition(BigInt(number), BigInt(number));
const hits = (number: number, time: string, attempts = 1): Hits => ({
  id: `hits-${number}`,
  opens: `anomaly-${number}`,
  position: position(number),
  firstAt: at(time),
  lastAt: at(time),
  attempts,
  sequel: attempts - 1,
});
const MAIRIE = '21590410000017';
const CRECHE = '21590009000014';
const place = (number: number, time: string, settled = false, attempts = 1): PlaceHits => ({
  type: 'PlaceHits',
  hits: [hits(number, time, attempts)],
  gestionnaireId: MAIRIE,
  settled,
});
const on = (gestionnaireId: string | null, command: PlaceHits): PlaceHits => ({ ...command, gestionnaireId });
const placed = (
  number: number,
  time: string,
  opening: number,
  hits: number,
  gestionnaireId: string | null = MAIRIE,
): HitPlaced => ({
  type: 'HitPlaced',
  data: {
    hitsId: `hits-${number}`,
    position: position(number),
    at: at(time),
    anomalyId: `anomaly-${opening}`,
    gestionnaireId,
    hits,
  },
});

const first = placed(4, '10:00:00.000', 4, 1);

describe('R19: hits of one rule on one code join one anomaly', () => {
  it('that the first opens, whatever comes with it', () => {
    specify(placement).given().when(place(4, '10:00:00.000'), NOW).thenEvents(first);
    specify(placement)
      .given()
      .when(place(4, '10:00:00.000', false, 1_000_000), NOW)
      .thenEvents(placed(4, '10:00:00.000', 4, 1_000_000));
  });

  it('R18: as many as were gathered', () =>
    specify(placement)
      .given(first)
      .when(place(5, '10:00:01.000', false, 40), NOW)
      .thenEvents(placed(5, '10:00:01.000', 4, 41)));

  it('R18: those of many batches at once, as if they had come one after the other', () => {
    const many = [hits(5, '10:00:01.000', 40), hits(6, '10:00:03.000', 2), hits(7, '10:00:02.000')];
    const together: PlaceHits = { ...place(0, '10:00:00.000'), hits: many };
    specify(placement)
      .given(first)
      .when(together, NOW)
      .thenEvents(placed(7, '10:00:03.000', 4, 44));
    specify(placement)
      .given()
      .when(together, NOW)
      .thenEvents(placed(7, '10:00:03.000', 5, 43));
    specify(placement)
      .given(first)
      .when({ ...together, settled: true }, NOW)
      .thenEvents(placed(7, '10:00:03.000', 5, 43));
  });

  it('once each, also where some of those that come together were seen before', () => {
    const many = [hits(5, '10:00:01.000', 40), hits(6, '10:00:02.000', 2)];
    const together: PlaceHits = { ...place(0, '10:00:00.000'), hits: many };
    specify(placement)
      .given(first, placed(5, '10:00:01.000', 4, 41))
      .when(together, NOW)
      .thenEvents(placed(6, '10:00:02.000', 4, 43));
    specify(placement)
      .given(first, placed(6, '10:00:02.000', 4, 43))
      .when(together, NOW)
      .thenEvents();
    specify(placement)
      .given(first, placed(5, '10:00:01.000', 4, 41))
      .when({ ...together, settled: true }, NOW)
      .thenEvents(placed(6, '10:00:02.000', 6, 2));
  });

  it('R18: in whatever parts they come, and however often a crash has them come again', () => {
    const stretch = fc.record({ length: fc.integer({ min: 1, max: 8 }), crashes: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.array(stretch),
        (counts, stretches) => {
          const all = counts.map((count, index) => hits(index + 1, `10:00:${10 + index}.000`, count));
          const seen = (present: Placement, some: readonly Hits[]) =>
            placement
              .decide({ ...place(0, '10:00:00.000'), hits: some }, present, NOW)
              .reduce<Placement>(placement.evolve, present);
          let [checkpoint, inParts] = [0, null as Placement];
          for (const { length, crashes } of stretches) {
            inParts = seen(inParts, all.slice(checkpoint, checkpoint + length));
            if (!crashes) checkpoint += length;
          }
          const oneByOne = all.reduce((present: Placement, some) => seen(present, [some]), null);
          expect(seen(inParts, all.slice(checkpoint))).toEqual(oneByOne);
        },
      ),
    );
  });

  it('until 60 quiet minutes have passed', () => {
    const after = specify(placement).given(first);
    after.when(place(5, '11:00:00.000'), NOW).thenEvents(placed(5, '11:00:00.000', 4, 2));
    after.when(place(5, '11:00:00.001'), NOW).thenEvents(placed(5, '11:00:00.001', 5, 1));
  });

  it('counted from the last hit, not from the first', () => {
    specify(placement)
      .given(first, placed(5, '10:50:00.000', 4, 2))
      .when(place(6, '11:40:00.000'), NOW)
      .thenEvents(placed(6, '11:40:00.000', 4, 3));
  });

  it('also those that come late, which do not set it back', () => {
    specify(placement)
      .given(first, placed(5, '10:50:00.000', 4, 2))
      .when(place(6, '10:30:00.000'), NOW)
      .thenEvents(placed(6, '10:50:00.000', 4, 3));
  });

  it('unless it was settled: nothing joins what nobody looks at any more', () => {
    specify(placement)
      .given(first)
      .when(place(5, '10:01:00.000', true), NOW)
      .thenEvents(placed(5, '10:01:00.000', 5, 1));
  });

  it('of a partner unless they are on the codes of others: those open the Caf’s own, which takes all that follows', () => {
    for (const others of [CRECHE, null]) {
      specify(placement)
        .given(first)
        .when(on(others, place(5, '10:01:00.000')), NOW)
        .thenEvents(placed(5, '10:01:00.000', 5, 1, null));
    }
    for (const whose of [CRECHE, null, MAIRIE]) {
      specify(placement)
        .given(first, placed(5, '10:01:00.000', 5, 1, null))
        .when(on(whose, place(6, '10:02:00.000')), NOW)
        .thenEvents(placed(6, '10:02:00.000', 5, 2, null));
    }
  });

  it('and after a quiet hour, or where the one before was settled, are of the partner whose codes were tried', () => {
    const after = specify(placement).given(first);
    after.when(on(CRECHE, place(5, '11:00:00.001')), NOW).thenEvents(placed(5, '11:00:00.001', 5, 1, CRECHE));
    after
      .when(on(CRECHE, place(5, '10:01:00.000', true)), NOW)
      .thenEvents(placed(5, '10:01:00.000', 5, 1, CRECHE));
  });

  it('once: what was seen before changes nothing', () => {
    const after = specify(placement).given(first, placed(6, '10:10:00.000', 4, 2));
    for (const number of [3, 4, 5, 6]) after.when(place(number, '10:00:00.000'), NOW).thenEvents();
  });

  it('those of older logs, which came one by one, lie before all that comes', () => {
    const old = { attemptId: 'attempt-4', revision: 4, at: at('10:00:00.000'), anomalyId: 'a', hits: 1 };
    expect(placementEventTypes.HitPlaced.upcasts![1]!(old)).toEqual({
      hitsId: 'attempt-4',
      position: START,
      at: old.at,
      anomalyId: 'a',
      hits: 1,
    });
  });
});
