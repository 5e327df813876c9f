import { type CalendarDate, groupBy, type Profile, personName } from '#platform';
import { PROFILES } from '../../domain/roster.ts';
import type { AnnexRow, AnnexTerm } from './view.ts';

/** Who holds what where, at one instant. */
export interface Held {
  readonly personId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly function: string;
  readonly establishmentId: string;
  readonly profile: Profile;
  /** Where it ends by itself, and the name of the person who has the profile again then. */
  readonly lastDay: CalendarDate | null;
  readonly returnsTo: string | null;
}

interface Place {
  readonly id: string;
  readonly name: string;
}

const inFrench = new Intl.Collator('fr');

/**
 * The annex holds for all the establishments: one row per person. A person whose profiles are not the same
 * everywhere has one row for each set of profiles, with the establishments it holds in (R10).
 */
export function annexRows(held: readonly Held[], establishments: readonly Place[]): AnnexRow[] {
  const persons = groupBy(held, ({ personId }) => personId);
  return [...persons.values()].flatMap((own) => rowsOf(own, establishments)).sort(byName);
}

function rowsOf(own: readonly Held[], establishments: readonly Place[]): AnnexRow[] {
  const { lastName, firstName, function: title } = own[0]!;
  const places = establishments.map(({ id, name }) => ({
    name,
    profiles: PROFILES.filter((profile) =>
      own.some((held) => held.establishmentId === id && held.profile === profile),
    ),
  }));
  const sets = [...groupBy(places, ({ profiles }) => profiles.join()).values()];
  return sets
    .filter(([place]) => place!.profiles.length > 0)
    .map((same) => ({
      lastName,
      firstName,
      function: title,
      establishment: sets.length === 1 ? null : same.map(({ name }) => name).join(', '),
      profiles: same[0]!.profiles,
    }));
}

/** Who would hold what, once those who are asked for do. */
export const withRequested = (held: readonly Held[], requested: readonly Held[]): Held[] => [
  ...held.filter(
    (now) =>
      !requested.some((then) => then.establishmentId === now.establishmentId && then.profile === now.profile),
  ),
  ...requested,
];

/** R8: what nobody holds. */
export const vacanciesOf = (held: readonly Held[], establishments: readonly Place[]) =>
  establishments.flatMap(({ id, name }) =>
    PROFILES.filter(
      (profile) => !held.some((one) => one.establishmentId === id && one.profile === profile),
    ).map((profile) => ({ establishment: name, profile })),
  );

/** What ends by itself, in the order of the establishments (R22). */
export const termsOf = (held: readonly Held[], establishments: readonly Place[]): AnnexTerm[] =>
  establishments.flatMap(({ id, name }) =>
    PROFILES.flatMap((profile) =>
      held.flatMap(({ establishmentId, profile: its, lastDay, returnsTo, ...parts }) =>
        establishmentId === id && its === profile && lastDay !== null
          ? [{ establishment: name, profile, person: personName(parts), lastDay, returnsTo }]
          : [],
      ),
    ),
  );

const byName = (a: AnnexRow, b: AnnexRow): number =>
  inFrench.compare(a.lastName, b.lastName) ||
  inFrench.compare(a.firstName, b.firstName) ||
  inFrench.compare(a.establishment ?? '', b.establishment ?? '');
