import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { DeclarationDetail } from '../../api/contract';
import { queries } from '../../api/queries';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { Timeline } from '../../components/Timeline';
import { DECLARATION_KINDS, DECLARATION_STATES } from '../../labels';
import { ActivityPart } from './ActivityPart';
import { Approval } from './Approval';
import { DeclarationActions } from './DeclarationActions';
import { FinancialPart } from './FinancialPart';
import { Findings } from './Findings';

export default function DeclarationPage() {
  const { id = '' } = useParams();
  const declaration = useQuery(queries.declaration(id));
  const { data } = declaration;

  return (
    <Page
      title={data ? titleOf(data) : 'Déclaration'}
      aside={data && <Badge {...DECLARATION_STATES[data.state]} />}
    >
      <Loaded query={declaration}>
        {(read) => (
          <>
            <p className="intro">
              {read.establishment.name}, version {read.version}
            </p>
            <Findings findings={read.findings} />
            <ActivityPart declaration={read} />
            <FinancialPart declaration={read} />
            <Approval declaration={read} />
            <DeclarationActions declaration={read} />
            <Section title="Historique">
              <Timeline events={read.history} />
            </Section>
            <ActsLink about={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const titleOf = ({ kind, year }: DeclarationDetail) =>
  `Déclaration ${DECLARATION_KINDS[kind].toLocaleLowerCase('fr')} ${year}`;
