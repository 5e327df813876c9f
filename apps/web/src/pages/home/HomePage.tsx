import type { UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { Page } from '../../components/Page';
import { AgentSummary } from './AgentSummary';
import { CafHabilitationSummary } from './CafHabilitationSummary';
import { CafSecuritySummary } from './CafSecuritySummary';
import { GestionnaireSummary } from './GestionnaireSummary';
import { SecondFactorCountdown } from './SecondFactorCountdown';
import { Tasks } from './Tasks';

const SUMMARIES: Record<UserRole, () => React.ReactNode> = {
  'caf-habilitation': CafHabilitationSummary,
  'caf-security': CafSecuritySummary,
  gestionnaire: GestionnaireSummary,
  agent: AgentSummary,
};

export default function HomePage() {
  const Summary = SUMMARIES[useMe().role];
  return (
    <Page title="Ce qui vous attend">
      <SecondFactorCountdown />
      <Tasks />
      <Summary />
    </Page>
  );
}
