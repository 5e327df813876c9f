import type { Holding } from '../../api/contract';
import { type Column, DataTable } from '../../components/DataTable';
import { Section } from '../../components/Section';
import { dayOf } from '../../days';
import { formatDay, formatInstantDay, plural } from '../../format';
import { HOLDING_CAUSES, PROFILES } from '../../labels';
import { TimeLine } from './TimeLine';

/** Which profiles somebody has held from when to when, at which establishment: drawn, and as a table. */
export function ProfileTimes({ holdings }: { holdings: Holding[] }) {
  const now = new Date().toISOString();
  const current = holdings.filter(({ from, until }) => from <= now && until > now).length;
  return (
    <Section title="Profils">
      {holdings.length > 0 && (
        <figure className="profile-times">
          <TimeLine holdings={holdings} now={now} />
          <figcaption>
            {plural(holdings.length, 'habilitation')}, dont {current} en vigueur.
          </figcaption>
        </figure>
      )}
      <DataTable
        caption="Profils tenus, par établissement, le plus récent d’abord"
        columns={columnsAt(now)}
        rows={holdings}
        rowKey={({ id }) => id}
        empty="Aucun profil n’a encore été tenu."
      />
    </Section>
  );
}

const columnsAt = (now: string): Column<Holding>[] => [
  { header: 'Établissement', cell: ({ establishment }) => establishment.name },
  { header: 'Profil', cell: ({ profile }) => PROFILES[profile] },
  {
    header: 'Depuis le',
    cell: ({ from }) => (
      <>
        {formatInstantDay(from)}{' '}
        {from > now && <span className="quiet block">profil retrouvé ce jour-là</span>}
      </>
    ),
  },
  {
    header: 'Jusqu’au',
    cell: ({ until, isRevoked, cause, reason, returnsTo, declaredLateByDays }) => (
      <>
        {lastDayOf(until)}{' '}
        <span className="quiet block">
          {isRevoked && cause
            ? causeText(cause, reason)
            : until > now
              ? 'Fin de la convention'
              : 'La convention a pris fin'}
        </span>
        {isRevoked && returnsTo && <span className="quiet block">puis {returnsTo}</span>}
        {declaredLateByDays !== null && declaredLateByDays > 0 && (
          <span className="quiet block">Déclaré avec {plural(declaredLateByDays, 'jour')} de retard</span>
        )}
      </>
    ),
  },
];

/** What follows from a grant is its own reason. */
const causeText = (cause: NonNullable<Holding['cause']>, reason: string | null): string =>
  [HOLDING_CAUSES[cause], !GRANTED.has(cause) && reason].filter(Boolean).join('\u00a0: ');

const GRANTED: ReadonlySet<Holding['cause']> = new Set(['replacement', 'prolongation', 'term'] as const);

/** What ends at midnight was held to the end of the day before. */
const lastDayOf = (until: string): string => formatDay(dayOf(new Date(Date.parse(until) - 1).toISOString()));
