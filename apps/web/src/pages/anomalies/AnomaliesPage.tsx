import { useMe } from '../../api/session';
import { List } from '../../components/List';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { CaseQueue } from './CaseQueue';
import { TOLD_CASES } from './case-list';
import { ReportDownloads } from './ReportDownloads';

export default function AnomaliesPage() {
  const { role } = useMe();
  return (
    <Page title="Anomalies">
      {role === 'gestionnaire' ? <List list={TOLD_CASES} /> : <CaseQueue />}
      <Section title="Rapport">
        <ReportDownloads />
      </Section>
    </Page>
  );
}
