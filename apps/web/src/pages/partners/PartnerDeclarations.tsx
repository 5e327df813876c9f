import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { DECLARATION_COLUMNS } from '../declarations/declaration-columns';

/** The declarations of a partner; a Caf reads what is in them once they are transmitted. */
export const PartnerDeclarations = ({ id }: { id: string }) => (
  <Section title="Déclarations">
    <ListExcerpt
      path="/lists/declarations"
      params={{ organismId: id }}
      caption="De la dernière modifiée à la plus ancienne"
      columns={DECLARATION_COLUMNS}
      rowKey={({ id }) => id}
      empty="Aucune déclaration n’a encore été ouverte."
      all={`/declarations?${new URLSearchParams({ organismId: id })}`}
    />
  </Section>
);
