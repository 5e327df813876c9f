import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { PERSON_COLUMNS } from '../persons/person-columns';

/** The agents of a partner. */
export const PartnerPeople = ({ id }: { id: string }) => (
  <Section title="Personnes">
    <ListExcerpt
      path="/lists/persons"
      params={{ organismId: id }}
      caption="Personnes désignées, leur code et leurs habilitations en vigueur"
      columns={PERSON_COLUMNS}
      rowKey={({ id }) => id}
      empty="Aucune personne n’a encore été désignée."
      all={`/personnes?${new URLSearchParams({ q: id })}`}
    />
  </Section>
);
