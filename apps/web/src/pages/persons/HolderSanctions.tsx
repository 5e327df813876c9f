import type { Account, Holding, ListedSanction } from '../../api/contract';
import { useMe } from '../../api/session';
import { ACTIONS } from '../../components/DataTable';
import { ListExcerpt } from '../../components/ListExcerpt';
import type { ListColumn } from '../../components/list-declaration';
import { Section } from '../../components/Section';
import { LiftSuspension } from '../sanctions/LiftSuspension';
import { ProlongSuspension } from '../sanctions/ProlongSuspension';
import { SANCTION_COLUMNS } from '../sanctions/sanction-columns';
import { TakeSanction } from '../sanctions/TakeSanction';

/** What the Caf has taken against somebody's access, in force and past, and where one is taken. */
export function HolderSanctions({ account, holdings }: { account: Account; holdings: Holding[] }) {
  const { role } = useMe();
  const { userCode } = account;
  const now = new Date().toISOString();
  return (
    <Section title="Mesures">
      <ListExcerpt
        path="/lists/sanctions"
        params={{ userCode }}
        caption="De la plus récente à la plus ancienne"
        columns={role === 'caf-security' ? [...SANCTION_COLUMNS, SUSPENSION_ACTS] : SANCTION_COLUMNS}
        rowKey={({ id }) => id}
        empty="Aucune mesure n’a été prise."
        all={`/mesures?${new URLSearchParams({ userCode })}`}
      />
      <div className="actions">
        <TakeSanction
          account={account}
          held={holdings.filter(({ from, until, isRevoked }) => !isRevoked && from <= now && until > now)}
        />
      </div>
    </Section>
  );
}

/** How it goes on, or ends. */
const SUSPENSION_ACTS: ListColumn<ListedSanction> = {
  ...ACTIONS,
  cell: ({ kind, standing, userCode, name, until }) =>
    kind === 'suspension' &&
    standing === 'in-force' && (
      <div className="actions">
        {until && <ProlongSuspension userCode={userCode} name={name} until={until} />}
        <LiftSuspension userCode={userCode} name={name} />
      </div>
    ),
};
