import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { BLOCK_COLUMNS, blockKey } from '../idleness/block-list';

/** Every time that a code was blocked or suspended, and how that ended (R21). */
export const HolderBlocks = ({ userCode }: { userCode: string }) => (
  <Section title="Blocages et suspensions">
    <ListExcerpt
      path="/lists/blocks"
      params={{ userCode }}
      caption="Du plus récent au plus ancien"
      columns={BLOCK_COLUMNS}
      rowKey={blockKey}
      empty="Ce code n’a jamais été bloqué."
      all={`/blocages?${new URLSearchParams({ userCode })}`}
    />
  </Section>
);
