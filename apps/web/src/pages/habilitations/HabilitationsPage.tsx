import { useMe } from '../../api/session';
import { CafHabilitations } from './CafHabilitations';
import { GestionnaireHabilitations } from './GestionnaireHabilitations';

export default function HabilitationsPage() {
  return useMe().role === 'gestionnaire' ? <GestionnaireHabilitations /> : <CafHabilitations />;
}
