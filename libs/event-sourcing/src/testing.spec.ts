import { specify } from '#event-sourcing/testing';
import { type CounterEvent, counter } from './counter.fixture.ts';

const counted: CounterEvent = { type: 'Counted', data: { by: 1 } };
const NOW = '2026-03-02T09:00:00.000Z';

describe('specify', () => {
  it('folds the history, decides, and compares the events', () => {
    specify(counter).given().when({ type: 'Count', by: 2 }, NOW).thenEvents(counted, counted);
    specify(counter).given(counted).when({ type: 'Nothing' }, NOW).thenEvents();
    specify(counter)
      .given(counted)
      .when({ type: 'Close' }, NOW)
      .thenEvents({ type: 'CounterClosed', data: { at: NOW } });
  });

  it('recognises a refusal by its code', () => {
    const full = Array(15).fill(counted);
    specify(counter)
      .given(...full)
      .when({ type: 'Count', by: 1 }, NOW)
      .thenRefused('limit');
  });

  it('fails when something else happens', () => {
    const counting = specify(counter).given().when({ type: 'Count', by: 1 }, NOW);
    expect(() => counting.thenEvents()).toThrow();
    expect(() => counting.thenEvents(counted, counted)).toThrow();
    expect(() => counting.thenRefused('limit')).toThrow();
    const closed = specify(counter)
      .given({ type: 'CounterClosed', data: { at: NOW } })
      .when({ type: 'Close' }, NOW);
    expect(() => closed.thenEvents()).toThrow('clos');
    expect(() => closed.thenRefused('limit')).toThrow();
  });

  it('does not take a failure of the program for a refusal', () => {
    const broken = {
      ...counter,
      decide: () => {
        throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      },
    };
    const when = specify(broken).given().when({ type: 'Close' }, NOW);
    expect(() => when.thenRefused('ENOENT')).toThrow();
  });
});
