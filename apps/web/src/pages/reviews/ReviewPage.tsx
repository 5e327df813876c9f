import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import type { AccessReview, ReviewedPerson } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { List, type ListColumn } from '../../components/List';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { PartnerLink } from '../../components/PartnerLink';
import { formatDay, formatInstantDay, plural } from '../../format';
import { REVIEW_STATES } from '../../labels';
import { DepartureForm } from '../departures/DepartureForm';
import { Lateness } from '../departures/Lateness';
import { Result } from './review-columns';
import { confirmation, reviewedPersons } from './reviewed-persons';

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
          const actions = mayAnswer ? [declaration(onDeclared)] : [];
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

const READ_AGAIN_MS = 1000;
const AWAITED_MS = 10_000;

/** What a declaration answers is noted a moment after it: the review is read again until then, and the page with it. */
function useReview(id: string) {
  const client = useQueryClient();
  const [awaited, setAwaited] = useState<{ beyond: number; until: number } | null>(null);
  const query = useQuery({
    ...queries.accessReview(id),
    refetchInterval: ({ state }) =>
      state.data?.answered === awaited?.beyond && Date.now() < (awaited?.until ?? 0) ? READ_AGAIN_MS : false,
  });
  const answered = query.data?.answered ?? 0;

  useEffect(() => {
    if (awaited === null || answered === awaited.beyond) return;
    setAwaited(null);
    void client.invalidateQueries();
  }, [client, answered, awaited]);

  return { query, onDeclared: () => setAwaited({ beyond: answered, until: Date.now() + AWAITED_MS }) };
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

/** What is not as it was: a departure, an absence, some profiles that end (R20). */
const declaration = (onDeclared: () => void): ListColumn<ReviewedPerson> => ({
  header: 'Action',
  isNeeded: (rows) => rows.some(({ answer }) => answer === null),
  cell: ({ id, answer, person }) =>
    answer === null && (
      <ActionDialog
        label="Déclarer un changement"
        about={person.name}
        title={`Départ, changement ou absence : ${person.name}`}
      >
        {(close) => (
          <Declaration
            personId={id}
            onDone={() => {
              close();
              onDeclared();
            }}
          />
        )}
      </ActionDialog>
    ),
});

function Declaration({ personId, onDone }: { personId: string; onDone: () => void }) {
  const persons = useQuery(queries.persons());
  const establishments = useQuery(queries.establishments());
  return (
    <Loaded query={persons}>
      {(known) => (
        <Loaded query={establishments}>
          {(places) => (
            <DepartureForm personId={personId} persons={known} establishments={places} onDone={onDone} />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
