import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { ANOMALY_STATES } from '../../labels';
import { AgentStatement } from './AgentStatement';
import { AnomalyActions } from './AnomalyActions';
import { AnomalyView } from './AnomalyView';
import { Reach } from './Reach';
import { WhatIsAsked } from './WhatIsAsked';

export default function AnomalyPage() {
  const { id = '' } = useParams();
  const isPartner = useMe().role === 'gestionnaire';
  const anomaly = useQuery(queries.anomaly(id));
  const { data } = anomaly;

  return (
    <Page
      title={data ? data.rule.title : 'Anomalie'}
      aside={data && <Badge {...ANOMALY_STATES[data.state]} />}
    >
      <Loaded query={anomaly}>
        {(read) => (
          <>
            {isPartner ? <WhatIsAsked anomaly={read} /> : <p className="sentence">{read.sentence}</p>}
            <Reach anomaly={read} />
            {isPartner && <AgentStatement anomaly={read} />}
            <AnomalyActions anomaly={read} />
            {!isPartner && <AgentStatement anomaly={read} />}
            <AnomalyView anomaly={read} />
            <ActsLink about={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
