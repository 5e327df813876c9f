import { type Prospect, type SignInObstacle, signInObstacle } from '#accounts';
import type { Template } from '../domain/notices.ts';

/** Why a mail is given up before it is sent. */
export type Obstacle = SignInObstacle | 'NOT_USEFUL' | 'CASE_SETTLED';

/** What only somebody who can sign in now can act on (R19, R21, R24). */
const FOR_USERS: ReadonlySet<Template> = new Set<Template>([
  'password-lost',
  'idle-reminder',
  'anomaly-notified',
  'justification-reminder',
  'justification-overdue',
  'agent-asked',
  'attestations-due',
  'access-review-opened',
  'access-review-reminder',
]);
/** What only somebody who has yet to choose a password can use (R15). */
const LINKS: ReadonlySet<Template> = new Set<Template>([
  'activation-code',
  'activation-renewed',
  'activation-link',
]);
/** What is nothing to a person who has left (R21). */
const FOR_HABILITATED: ReadonlySet<Template> = new Set<Template>([
  'code-blocked',
  'code-unblocked',
  'password-change-required',
]);

/** What stands against sending a notice, looked at when it is sent: no reminder and no link goes to whom it is of no use (R19, R21). */
export function obstacleTo(template: Template, addressee: Prospect): Obstacle | null {
  const { outcome, habilitated } = addressee;
  if (template === 'code-closed') return null;
  if (outcome === 'closed') return 'CODE_CLOSED';
  if (FOR_USERS.has(template)) return signInObstacle(addressee);
  if (!habilitated && (LINKS.has(template) || FOR_HABILITATED.has(template))) return 'NOT_HABILITATED';
  if (!LINKS.has(template) || outcome === 'not-activated') return null;
  return signInObstacle(addressee) ?? 'NOT_USEFUL';
}
