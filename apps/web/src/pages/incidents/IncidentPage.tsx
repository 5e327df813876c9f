import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { IncidentDetail } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { dayOf } from '../../days';
import { INCIDENT_CATEGORIES, INCIDENT_STATES } from '../../labels';
import { pathOf } from '../connections/filter';
import { IncidentView } from './IncidentView';

export default function IncidentPage() {
  const { id = '' } = useParams();
  const { role } = useMe();
  const incident = useQuery(queries.incident(id));
  const { data } = incident;

  return (
    <Page
      title={data ? INCIDENT_CATEGORIES[data.category] : 'Incident'}
      aside={data && <Badge {...INCIDENT_STATES[data.state]} />}
    >
      <Loaded query={incident}>
        {(read) => (
          <>
            {role === 'caf-security' && <Actions incident={read} />}
            <IncidentView incident={read} />
            <ActsLink about={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ incident }: { incident: IncidentDetail }) {
  const { id, state, userCode, occurredAt, discoveredAt, reportedAt } = incident;
  const isOwn = useMe().userCode === userCode;
  const days = { from: dayOf(occurredAt ?? discoveredAt), to: dayOf(reportedAt) };
  return (
    <div className="actions">
      {state === 'reported' && isOwn && (
        <p>Cet incident porte sur votre propre code : un collègue en décidera.</p>
      )}
      {state === 'reported' && !isOwn && (
        <ActionDialog label="Clore l’incident" look="primary">
          <CommandForm
            path={`/incidents/${id}/closing`}
            body={(value) => ({ conclusion: value('conclusion') })}
            submit="Clore"
            done="L’incident est clos."
          >
            <p>On ne revient pas sur la clôture d’un incident.</p>
            <TextArea
              name="conclusion"
              label="Conclusion"
              hint="Ce qui a été constaté, et les mesures prises. Le partenaire la lira."
            />
          </CommandForm>
        </ActionDialog>
      )}
      {userCode && <Link to={pathOf({ ...days, userCode: [userCode] })}>Voir les connexions de ce code</Link>}
    </div>
  );
}
