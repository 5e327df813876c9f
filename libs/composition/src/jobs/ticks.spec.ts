import { inWords, nextTick } from './ticks.ts';

describe('the times of a job', () => {
  it.each([
    ['* * * * *', 'chaque minute'],
    ['*/10 * * * *', 'toutes les 10\u00a0minutes'],
    ['3-59/15 * * * *', 'toutes les 15\u00a0minutes'],
    ['5 * * * *', 'chaque heure, à la minute\u00a05'],
    ['20 7 * * *', 'chaque jour à\u00a007:20'],
    ['0 6 1 * *', '0 6 1 * *'],
  ])('%s is %s', (schedule, words) => expect(inWords(schedule)).toBe(words));

  it.each([
    ['in winter', '2026-01-15T12:00:00.000Z', '2026-01-16T06:20:00.000Z'],
    ['in summer', '2026-07-15T12:00:00.000Z', '2026-07-16T05:20:00.000Z'],
    ['over the night the clocks go forward', '2026-03-28T12:00:00.000Z', '2026-03-29T05:20:00.000Z'],
  ])('are those of Paris, %s', (_, now, next) => expect(nextTick('20 7 * * *', now)).toBe(next));
});
