import { useNavigate } from 'react-router';
import type { ExpectedDeclaration } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { campaignName } from './campaign-columns';

/** Opens what a campaign expects of an establishment, and leads there. */
export function OpenExpected({ expected }: { expected: ExpectedDeclaration }) {
  const navigate = useNavigate();
  const { establishment, year, kind } = expected;
  return (
    <ActionDialog label="Ouvrir" title="Ouvrir la déclaration" about={establishment.name}>
      <CommandForm
        path="/declarations"
        subject={expected.id}
        body={() => ({ establishmentId: establishment.id, year, kind })}
        submit="Ouvrir la déclaration"
        onDone={({ id }) => navigate(`/declarations/${id}`)}
      >
        <p>
          {campaignName(expected)}, {establishment.name}. Chacun y saisira ensuite sa partie.
        </p>
      </CommandForm>
    </ActionDialog>
  );
}
