import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { FoldedTable } from '../../components/FoldedTable';
import { List } from '../../components/List';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { CAMPAIGN_COLUMNS } from './campaign-columns';
import { expectedDeclarations } from './expected-declarations';
import { ScheduleCampaign } from './ScheduleCampaign';

/** When declarations are due, and how far each of them has come. */
export default function CampaignsPage() {
  const { role } = useMe();
  const campaigns = useQuery(queries.campaigns());
  return (
    <Page title="Campagnes de déclaration" aside={role === 'caf-habilitation' && <ScheduleCampaign />}>
      <Loaded query={campaigns}>
        {(list) => (
          <FoldedTable
            caption="De la plus récente à la plus ancienne"
            columns={CAMPAIGN_COLUMNS}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucune campagne n’est fixée."
          />
        )}
      </Loaded>
      <Section title="Déclarations attendues">
        <List list={expectedDeclarations(role)} />
      </Section>
    </Page>
  );
}
