import type { UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { Page } from '../../components/Page';
import { type ImportDeclaration, ImportSection } from './ImportSection';

/** Tables of spreadsheets, brought in at once. */
export default function ImportsPage() {
  const { role } = useMe();
  return (
    <Page title="Importer">
      <p className="intro">
        Un tableau enregistré en CSV, tel que votre tableur l’écrit. Il est d’abord vérifié ligne par ligne,
        sans rien enregistrer. Importer deux fois le même fichier ne change rien.
      </p>
      {(IMPORTS[role] ?? []).map((one) => (
        <ImportSection key={one.path} {...one} />
      ))}
    </Page>
  );
}

const IMPORTS: Partial<Record<UserRole, ImportDeclaration[]>> = {
  'caf-habilitation': [
    {
      path: '/imports/conventions',
      title: 'Conventions et établissements',
      what: 'Un établissement par ligne. Les lignes d’un même gestionnaire jusqu’à la même date font une convention, à signer ensuite.',
    },
    {
      path: '/imports/correspondents',
      title: 'Correspondants',
      what: 'Le code de chaque correspondant est ouvert, et deux messages lui sont envoyés. La convention de son gestionnaire doit être signée des deux parties.',
    },
  ],
  gestionnaire: [
    {
      path: '/imports/agents',
      title: 'Agents et demandes d’habilitation',
      what: 'Une ligne par profil demandé : une personne à plusieurs profils a plusieurs lignes. La Caf accorde ensuite chaque demande.',
    },
  ],
};
