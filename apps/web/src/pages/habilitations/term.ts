import type { CalendarDate, Establishment, Profile } from '../../api/contract';
import { formatDay } from '../../format';

/** « jusqu’au 30 juin 2026, puis Camille Durand » */
export const untilText = (lastDay: CalendarDate, returnsTo: string | null): string =>
  `jusqu’au ${formatDay(lastDay)}, puis ${returnsTo ?? 'vacant'}`;

/** Whose profile it is, who may give way for a time: of whoever has it again, or holds it without an end. */
export function ownerOf(establishment: Establishment | undefined, profile: Profile | '') {
  const isTheirs = (one: { profile: Profile }) => one.profile === profile;
  return (
    establishment?.awaited.find(isTheirs) ??
    establishment?.holders.find((holder) => isTheirs(holder) && holder.lastDay === null)
  );
}
