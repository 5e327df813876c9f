import { useMe } from '../../api/session';
import { List } from '../../components/List';
import { Page } from '../../components/Page';
import { controlsFor } from './control-list';

/** All controls of a Caf, or at a gestionnaire (R24). */
export default function ControlsPage() {
  const { role } = useMe();
  return (
    <Page title="Contrôles">
      <List list={controlsFor(role)} />
    </Page>
  );
}
