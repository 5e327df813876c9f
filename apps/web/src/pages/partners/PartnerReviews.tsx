import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { OWN_REVIEW_COLUMNS } from '../reviews/review-columns';

/** When the partner last said who is still in function, and what it answered. */
export const PartnerReviews = ({ id }: { id: string }) => (
  <Section title="Revues des habilitations">
    <ListExcerpt
      path="/lists/access-reviews"
      params={{ organismId: id, limit: '5' }}
      caption="De la plus récente à la plus ancienne"
      columns={OWN_REVIEW_COLUMNS}
      rowKey={({ id }) => id}
      empty="Aucune revue n’a encore été ouverte."
      all={`/revues?${new URLSearchParams({ organismId: id })}`}
    />
  </Section>
);
