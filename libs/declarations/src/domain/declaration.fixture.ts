import type { Author } from './author.ts';
import type { References } from './checks.ts';
import type { ActivityData, FinancialData, Subject } from './content.ts';
import type { Comments } from './declaration-decisions.ts';

export const NOW = '2026-11-23T09:00:00.000Z';
export const SUBJECT: Subject = {
  establishmentId: '6f1f0d5e-6a0b-4d53-9b1c-8d2a4f2f7a10',
  year: 2025,
  kind: 'actual',
  version: 1,
};

export const ANNE: Author = { code: 'A100001', name: 'Anne Lefort', profiles: ['activity'] };
export const FARID: Author = { code: 'A100002', name: 'Farid Morel', profiles: ['financial'] };
export const PAULE: Author = { code: 'A100003', name: 'Paule Vasseur', profiles: ['approver'] };
export const TRIPLE: Author = {
  code: 'A100004',
  name: 'Tina Roy',
  profiles: ['activity', 'financial', 'approver'],
};
export const STRANGER: Author = { code: 'A100005', name: 'Sam Petit', profiles: [] };

export const ACTIVITY: ActivityData = {
  places: 30,
  openingDays: 220,
  hoursInvoiced: 52_000,
  hoursRealised: 50_000,
  childrenEnrolled: 48,
};
/** Nothing to compare with, unless given. */
export const submission = (
  author: Author,
  comments: Comments = {},
  references: References = { yearBefore: null, versionBefore: null },
) => ({ type: 'SubmitParts', comments, references, author }) as const;

export const FINANCES: FinancialData = {
  charges: { '60': 4_000_000, '64': 30_000_000, '86': 500_000 },
  income: { '70': 9_000_000, '74': 25_000_000, '87': 500_000 },
};
