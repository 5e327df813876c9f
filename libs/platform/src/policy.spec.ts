import { policy, policyParameters } from './policy.ts';

describe('policy', () => {
  it('holds the numbers of the amendment', () => {
    expect(policy).toMatchObject({
      justificationDays: 15,
      agentChangeDeclarationDays: 15,
      idleBlockDays: 45,
    });
  });

  it.each(Object.entries(policyParameters))('%s names its rule and its basis', (_name, { rule, basis }) => {
    expect(rule).not.toBe('');
    expect(basis).not.toBe('');
  });

  it('R19, R21, access reviews: reminds before the end, most days first', () => {
    for (const [reminders, days] of [
      [policy.justificationReminderDays, policy.justificationDays],
      [policy.idleReminderDays, policy.idleBlockDays],
      [policy.termReminderDays, Number.POSITIVE_INFINITY],
      [policy.accessReviewReminderDays, policy.accessReviewDays],
    ] as const) {
      expect([days, ...reminders, 0]).toEqual([days, ...reminders, 0].toSorted((a, b) => b - a));
    }
  });

  it('R16: lists each word once, as a local part is compared: lower case, no accent, no separator', () => {
    expect(new Set(policy.sharedMailboxTokens).size).toBe(policy.sharedMailboxTokens.length);
    for (const token of policy.sharedMailboxTokens) expect(token).toMatch(/^[a-z]+$/);
  });
});
