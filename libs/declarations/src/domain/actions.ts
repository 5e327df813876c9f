import type { Profile } from '#platform';
import { type Entered, errorsOf } from './checks.ts';
import { PARTS, type Part } from './content.ts';

export const DECLARATION_STATES = ['in-entry', 'to-approve', 'approved', 'transmitted'] as const;
export type DeclarationState = (typeof DECLARATION_STATES)[number];

/** What can be done with a declaration. */
export type Action = 'enter-activity' | 'enter-finances' | 'submit' | 'return' | 'approve' | 'transmit';

/** How far a declaration has come. */
export interface Progress extends Entered {
  readonly state: DeclarationState;
  readonly submitted: Readonly<Record<Part, boolean>>;
}

/** The profile that writes each part, and no other (R9). */
export const PROVIDER_OF: Readonly<Record<Part, Profile>> = { activity: 'activity', finances: 'financial' };

/** The parts these profiles provide that are not submitted. */
export const pendingParts = (
  { submitted }: Pick<Progress, 'submitted'>,
  profiles: readonly Profile[],
): Part[] => PARTS.filter((part) => profiles.includes(PROVIDER_OF[part]) && !submitted[part]);

/** Those of them that are entered, and without error. */
export function readyParts(progress: Progress, profiles: readonly Profile[]): Part[] {
  const faulty = new Set(errorsOf(progress).map(({ part }) => part));
  return pendingParts(progress, profiles).filter((part) => progress[part] !== null && !faulty.has(part));
}

/** What the holder of these profiles may do now: what the decider would not refuse (R9). */
export function actionsFor(progress: Progress, profiles: readonly Profile[]): Action[] {
  const { state, submitted } = progress;
  const isOpen = state === 'in-entry' || state === 'to-approve';
  const pending = isOpen ? pendingParts(progress, profiles) : [];
  const approves = profiles.includes('approver');
  const may: Record<Action, boolean> = {
    'enter-activity': pending.includes('activity'),
    'enter-finances': pending.includes('finances'),
    submit: isOpen && readyParts(progress, profiles).length > 0,
    return: approves && isOpen && (submitted.activity || submitted.finances),
    approve: approves && state === 'to-approve',
    transmit: approves && state === 'approved',
  };
  return (Object.keys(may) as Action[]).filter((action) => may[action]);
}
