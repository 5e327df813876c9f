import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { CONTROL_STATES } from '../../labels';
import { ControlActions } from './ControlActions';
import { ControlView } from './ControlView';

export default function ControlPage() {
  const { id = '' } = useParams();
  const { role } = useMe();
  const control = useQuery(queries.control(id));
  const { data } = control;
  return (
    <Page
      title={data ? `Contrôle : ${data.gestionnaire.name}` : 'Contrôle'}
      aside={data && <Badge {...CONTROL_STATES[data.state]} />}
    >
      <Loaded query={control}>
        {(read) => (
          <>
            {role === 'caf-security' && <ControlActions control={read} />}
            <ControlView control={read} />
            <ActsLink about={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
