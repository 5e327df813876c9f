import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { BLOCK_COLUMNS, blockKey } from '../idleness/block-list';

/** Every time that a code was blocked for want of use, and how that ended (R21). */
export const HolderBlocks = ({ userCode }: { userCode: string }) => (
  <Section title="Blocages faute d’usage">
    <ListExcerpt
      path="/lists/blocks"
      params={{ userCode, kind: 'idle' }}
      caption="Du plus récent au plus ancien"
      columns={BLOCK_COLUMNS}
      rowKey={blockKey}
      empty="Ce code n’a jamais été bloqué faute d’usage."
      all={`/blocages?${new URLSearchParams({ userCode, kind: 'idle' })}`}
    />
  </Section>
);
