import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { DECLARATION_COLUMNS } from '../declarations/declaration-columns';

/** What somebody has approved; for a Caf, what was transmitted to it. */
export const HolderDeclarations = ({ userCode }: { userCode: string }) => (
  <Section title="Déclarations approuvées">
    <ListExcerpt
      path="/lists/declarations"
      params={{ approvedBy: userCode }}
      caption="De la dernière modifiée à la plus ancienne"
      columns={DECLARATION_COLUMNS}
      rowKey={({ id }) => id}
      empty="Aucune déclaration approuvée."
      all={`/declarations?${new URLSearchParams({ approvedBy: userCode })}`}
    />
  </Section>
);
