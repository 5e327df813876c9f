import { Link } from 'react-router';
import type { AccessReview } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Download } from '../../components/Download';
import { Due } from '../../components/Due';
import type { ListColumn } from '../../components/list-declaration';
import { PartnerLink } from '../../components/PartnerLink';
import { formatDay, plural } from '../../format';
import { REVIEW_STATES } from '../../labels';
import { Lateness } from '../departures/Lateness';

const OPENED: ListColumn<AccessReview> = {
  header: 'Ouverte le',
  sort: 'opened',
  cell: ({ id, openedOn, reason }) => (
    <>
      <Link to={`/revues/${id}`}>{formatDay(openedOn)}</Link>{' '}
      {reason && <span className="quiet block">{reason}</span>}
    </>
  ),
};

const PARTNER: ListColumn<AccessReview> = {
  header: 'Gestionnaire',
  sort: 'name',
  cell: ({ gestionnaire }) => <PartnerLink gestionnaire={gestionnaire} />,
};

const STATE: ListColumn<AccessReview> = {
  header: 'État',
  sort: 'due',
  cell: ({ state, dueOn, daysLate }) => (
    <div className="stack-tight">
      {state !== 'overdue' && <Badge {...REVIEW_STATES[state]} />}
      {(state === 'open' || state === 'overdue') && <Due day={dueOn} />}
      {daysLate !== null && <Lateness days={daysLate} />}
    </div>
  ),
};

const ANSWERS: ListColumn<AccessReview> = {
  header: 'Réponses',
  sort: 'waiting',
  numeric: true,
  cell: ({ answered, persons }) => `${answered} sur ${persons}`,
};

const REMINDED: ListColumn<AccessReview> = {
  header: 'Rappels',
  cell: ({ reminders, toldOn }) => (
    <>
      {plural(reminders, 'rappel')}{' '}
      <span className="quiet block">dernier courriel le {formatDay(toldOn)}</span>
    </>
  ),
};

/** The result; while it is open, how far it is. */
export const Result = ({ review: { id, state } }: { review: Pick<AccessReview, 'id' | 'state'> }) => (
  <Download path={`/access-reviews/${id}/result.pdf`}>
    {state === 'completed' ? 'Résultat, en PDF' : 'Avancement, en PDF'}
  </Download>
);

const RESULT: ListColumn<AccessReview> = {
  header: 'Document',
  cell: (review) => <Result review={review} />,
};

export const OWN_REVIEW_COLUMNS = [OPENED, STATE, ANSWERS, RESULT];
export const REVIEW_COLUMNS = [PARTNER, OPENED, STATE, ANSWERS, REMINDED, RESULT];
