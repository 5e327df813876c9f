import type { UserRole } from '#platform';
import type { Template } from './notices.ts';

/** What somebody was written, as far as it is about their code and their habilitations. */
const OF_ACCESS = [
  'activation-code',
  'activation-renewed',
  'activation-link',
  'password-lost',
  'code-blocked',
  'code-unblocked',
  'code-closed',
  'password-changed',
  'new-browser',
  'second-factors-missed',
  'second-factor-changed',
  'recovery-codes-changed',
  'identity-link-changed',
  'password-change-required',
  'idle-reminder',
  'codes-to-reactivate',
  'access-review-opened',
  'access-review-reminder',
  'departure-declared',
  'habilitation-requested',
  'habilitation-granted',
  'habilitation-refused',
  'habilitations-ending',
] as const satisfies Template[];

/** As far as it is about what the security of a Caf watches over. */
const OF_SECURITY = [
  'anomaly-notified',
  'justification-reminder',
  'justification-overdue',
  'justification-missing',
  'justification-received',
  'verdict-given',
  'agent-asked',
  'agent-answered',
  'monthly-report',
  'incident-reported',
  'incident-closed',
  'attestations-due',
  'control-planned',
  'control-cancelled',
  'control-concluded',
] as const satisfies Template[];

/** Of which mails an officer of a role is told that they were sent: of those about what they may read of elsewhere. */
export function mailsToldTo(role: UserRole): readonly Template[] {
  if (role === 'caf-security') return [...OF_ACCESS, ...OF_SECURITY];
  return role === 'caf-habilitation' ? OF_ACCESS : [];
}
