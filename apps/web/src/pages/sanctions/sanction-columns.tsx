import { Link } from 'react-router';
import type { ListedSanction, OwnSanction } from '../../api/contract';
import { Badge } from '../../components/Badge';
import type { ListColumn } from '../../components/list-declaration';
import { formatDay, formatInstant } from '../../format';
import { PROFILES, SANCTION_STANDINGS, SANCTIONS } from '../../labels';

const what = ({ kind, profile, establishment }: OwnSanction) => (
  <>
    {SANCTIONS[kind]}
    {profile && (
      <span className="quiet block">
        {PROFILES[profile]}
        {establishment && `, ${establishment}`}
      </span>
    )}
  </>
);

/** Until when it holds, or when it ended. */
const end = ({ standing, until, endedAt }: OwnSanction) => (
  <div className="stack-tight">
    <Badge {...SANCTION_STANDINGS[standing]} />
    {endedAt && <span className="quiet">le {formatInstant(endedAt)}</span>}
    {!endedAt && until && <span className="quiet">jusqu’au {formatDay(until)} inclus</span>}
  </div>
);

/** As the person concerned is told. */
export const OWN_SANCTION_COLUMNS: ListColumn<OwnSanction>[] = [
  { header: 'Mesure', cell: what },
  { header: 'Depuis le', cell: ({ at }) => formatInstant(at) },
  { header: 'Motif', cell: ({ reason }) => reason ?? 'Donné à votre gestionnaire' },
  { header: 'État', cell: end },
];

/** What, since when, by whom, why, and its end. */
export const SANCTION_COLUMNS: ListColumn<ListedSanction>[] = [
  { header: 'Mesure', cell: what },
  {
    header: 'Prise le',
    sort: 'time',
    cell: ({ at, by }) => (
      <>
        {formatInstant(at)} <span className="quiet block">{by}</span>
      </>
    ),
  },
  {
    header: 'Motif',
    cell: ({ reason, ground }) => (
      <>
        {reason}
        {ground && (
          <span className="block">
            {ground.kind === 'anomaly' ? (
              <Link to={`/anomalies/${ground.id}`}>Suite à une anomalie</Link>
            ) : (
              <Link to={`/incidents/${ground.id}`}>Suite à un incident</Link>
            )}
          </span>
        )}
      </>
    ),
  },
  {
    header: 'État',
    cell: (sanction) => (
      <>
        {end(sanction)}
        {sanction.endedBy && (
          <span className="quiet block">
            {sanction.endedBy}
            {sanction.endReason && `\u00a0: ${sanction.endReason}`}
          </span>
        )}
      </>
    ),
  },
];
