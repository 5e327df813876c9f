import { ROLES } from './policy/roles.ts';
import { policy, policyParameters } from './policy.ts';
import { formatDate, formatDayOfYear, formatInteger } from './typography.ts';

describe('policy', () => {
  it('holds the numbers of the amendment', () => {
    expect(policy).toMatchObject({
      justificationDays: 15,
      agentChangeDeclarationDays: 15,
      idleBlockDays: 45,
    });
  });

  it.each(Object.entries(policyParameters))('%s says all of its value, and its basis', (_name, parameter) => {
    const { value, sentences, basis } = parameter;
    const said = sentences.join(' ');
    expect(leavesOf(value).filter((leaf) => !saidAs(leaf).test(said))).toEqual([]);
    for (const sentence of [...sentences, basis]) expect(sentence).not.toMatch(/^$|« | [:;»]|undefined/);
    for (const sentence of sentences) expect(sentence).toMatch(/^[\p{Lu}\d].*\.$/u);
  });

  it('has each rule in one place', () => {
    const rules = Object.values(policyParameters).map(({ rule }) => rule);
    const places = rules.filter((rule, index) => rule !== rules[index - 1]);
    expect(places).toEqual([...new Set(places)]);
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

/** The numbers and words of a value. */
const leavesOf = (value: unknown): (number | string)[] => {
  if (typeof value === 'number' || typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
};

/** How a sentence may say it. */
function saidAs(leaf: number | string): RegExp {
  if (leaf === 0) return /ce soir/;
  if (typeof leaf === 'number') return new RegExp(`(?<!\\d)(${leaf}|${formatInteger(leaf)})(?!\\d)`);
  if (isRole(leaf)) return new RegExp(`${leaf}|${ROLES[leaf]}`);
  if (/^\d{4}-/.test(leaf)) return new RegExp(formatDate(leaf));
  return new RegExp(/^\d/.test(leaf) ? formatDayOfYear(leaf) : leaf);
}

const isRole = (word: string): word is keyof typeof ROLES => word in ROLES;
