import { addDays } from '#platform';
import { attemptsOn, dayOf, habitOf } from './habits.ts';
import { cafPartners } from './partners.ts';

/** One person in three stands for all. */
const STEP = 3;
/** Codes that are blocked for a while, and leavers before somebody follows them, make one attempt in a hundred less. */
const LEAST = 606_000;

describe('the connections of a whole Caf', () => {
  const habits = cafPartners().flatMap(({ gestionnaire, agents }, place) =>
    agents.map((_, index) => habitOf(`A${place}-${index}`, gestionnaire.id, place, index + 1)),
  );
  const attemptsOf = (date: string) => habits.flatMap((habit) => attemptsOn(habit, dayOf(date)));

  it('are 600,000 a year', () => {
    const some = habits.filter((_, index) => index % STEP === 0);
    let attempts = 0;
    for (let date = '2025-12-01'; date <= '2026-11-30'; date = addDays(date, 1)) {
      const day = dayOf(date);
      for (const habit of some) attempts += attemptsOn(habit, day).length;
    }
    expect((attempts * habits.length) / some.length).toBeGreaterThan(LEAST);
  });

  it('are of working days, fewer in the weeks in which most are away, more in campaigns', () => {
    const [sunday, holiday, usual, summer, campaign] = [
      '2026-10-18',
      '2026-05-01',
      '2026-10-13',
      '2026-08-11',
      '2026-09-15',
    ].map((date) => attemptsOf(date).length);
    expect([sunday, holiday]).toEqual([0, 0]);
    expect(summer).toBeLessThan(usual! / 2);
    expect(campaign).toBeGreaterThan(usual! * 1.04);
  });
});
