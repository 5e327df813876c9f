import { useParams } from 'react-router';
import type { AccessReview } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { List } from '../../components/List';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { PartnerLink } from '../../components/PartnerLink';
import { formatDay, formatInstantDay, plural } from '../../format';
import { REVIEW_STATES } from '../../labels';
import { Lateness } from '../departures/Lateness';
import { declarationColumn } from './declaration-column';
import { Result } from './review-columns';
import { confirmation, reviewedPersons } from './reviewed-persons';
import { useReview } from './use-review';

/** One access review: who is confirmed, of whom something has changed, and who is still to be answered for. */
export default function ReviewPage() {
  const { id = '' } = useParams();
  const { query, onDeclared } = useReview(id);
  const isOwn = useMe().role === 'gestionnaire';
  return (
    <Page
      title="Revue des habilitations"
      aside={query.data && <Badge {...REVIEW_STATES[query.data.state]} />}
    >
      <Loaded query={query}>
        {(review) => {
          const mayAnswer = isOwn && (review.state === 'open' || review.state === 'overdue');
          const actions = mayAnswer ? [declarationColumn(onDeclared)] : [];
          return (
            <>
              {mayAnswer && (
                <p className="intro">
                  Confirmez les personnes toujours en fonction, avec les mêmes profils. Pour les autres,
                  déclarez ce qui a changé : c’est aussi une réponse.
                </p>
              )}
              <ReviewFacts review={review} isOwn={isOwn} />
              <List
                list={reviewedPersons(id, review.changesSince, actions)}
                bulk={mayAnswer ? confirmation(id) : undefined}
              />
              <ActsLink about={id} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const ReviewFacts = ({ review, isOwn }: { review: AccessReview; isOwn: boolean }) => (
  <Facts
    facts={{
      [isOwn ? 'Caf' : 'Gestionnaire']: isOwn ? (
        review.caf.name
      ) : (
        <PartnerLink gestionnaire={review.gestionnaire} />
      ),
      'Ouverte le': formatDay(review.openedOn),
      Motif: review.reason,
      'Réponse attendue le': review.closedAt ? formatDay(review.dueOn) : <Due day={review.dueOn} />,
      Réponses: `${review.answered} sur ${plural(review.persons, 'personne')}`,
      'Terminée le': review.closedAt && (
        <>
          {formatInstantDay(review.closedAt)}{' '}
          {review.daysLate !== null && <Lateness days={review.daysLate} />}
        </>
      ),
      Document: <Result review={review} />,
    }}
  />
);
