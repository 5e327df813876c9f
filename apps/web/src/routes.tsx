import type { ComponentType } from 'react';
import { Outlet, type RouteObject } from 'react-router';
import { Guard } from './components/Guard';
import { Layout } from './components/Layout';
import { Loading } from './components/Loaded';
import { FailurePage } from './pages/FailurePage';

/** Each page is loaded when it is first shown. */
const page = (path: string, load: () => Promise<{ default: ComponentType }>): RouteObject => ({
  path,
  lazy: async () => ({ Component: (await load()).default }),
});

export const routes: RouteObject[] = [
  {
    errorElement: <FailurePage />,
    hydrateFallbackElement: <Loading />,
    children: [
      {
        element: (
          <Layout>
            <Outlet />
          </Layout>
        ),
        children: [
          page('/connexion', () => import('./pages/session/SignInPage')),
          page('/connexion/retour', () => import('./pages/session/ProviderReturnPage')),
          page('/mot-de-passe-oublie', () => import('./pages/session/LostPasswordPage')),
          page('/activation/:token?', () => import('./pages/session/ActivationPage')),
          page('/pas-moi/:token?', () => import('./pages/session/SignInDenialPage')),
          page('/signature/:token?', () => import('./pages/conventions/SignaturePage')),
        ],
      },
      {
        element: <Guard />,
        children: [
          page('/', () => import('./pages/home/HomePage')),
          page('/avenant', () => import('./pages/conformity/ConformityPage')),
          page('/delais', () => import('./pages/numbers/NumbersPage')),
          page('/mot-de-passe', () => import('./pages/session/PasswordPage')),
          page('/habilitations', () => import('./pages/habilitations/HabilitationsPage')),
          page('/demandes', () => import('./pages/habilitations/RequestsPage')),
          page('/etablissements', () => import('./pages/establishments/EstablishmentsPage')),
          page('/personnes', () => import('./pages/persons/PersonsPage')),
          page('/personnes/:id', () => import('./pages/persons/PersonPage')),
          page('/mon-acces', () => import('./pages/access/OwnAccessPage')),
          page('/mon-acces/securite', () => import('./pages/access/SecurityPage')),
          page('/partenaires/:id', () => import('./pages/partners/PartnerFilePage')),
          page('/departs', () => import('./pages/departures/DeparturesPage')),
          page('/revues', () => import('./pages/reviews/ReviewsPage')),
          page('/revues/a-ouvrir', () => import('./pages/reviews/PartnersToReviewPage')),
          page('/revues/:id', () => import('./pages/reviews/ReviewPage')),
          page('/annexe', () => import('./pages/annex/AnnexPage')),
          page('/conventions', () => import('./pages/conventions/ConventionsPage')),
          page('/conventions/nouvelle', () => import('./pages/conventions/NewConventionPage')),
          page('/conventions/:id', () => import('./pages/conventions/ConventionPage')),
          page('/codes', () => import('./pages/accounts/AccountsPage')),
          page('/mesures', () => import('./pages/sanctions/SanctionsPage')),
          page('/blocages', () => import('./pages/idleness/IdlenessPage')),
          page('/importer', () => import('./pages/imports/ImportsPage')),
          page('/donnees-personnelles', () => import('./pages/privacy/PrivacyPage')),
          page('/connexions', () => import('./pages/connections/ConnectionsPage')),
          page('/consultations', () => import('./pages/connections/ConsultationsPage')),
          page('/actes', () => import('./pages/acts/ActsPage')),
          page('/anomalies', () => import('./pages/anomalies/AnomaliesPage')),
          page('/anomalies/:id', () => import('./pages/anomalies/AnomalyPage')),
          page('/questions/:id', () => import('./pages/questions/QuestionPage')),
          page('/regles', () => import('./pages/rules/RulesPage')),
          page('/regles/:name', () => import('./pages/rules/RulePage')),
          page('/rapports-mensuels', () => import('./pages/reports/ReportsPage')),
          page('/rapports-mensuels/:id', () => import('./pages/reports/ReportPage')),
          page('/incidents', () => import('./pages/incidents/IncidentsPage')),
          page('/incidents/nouveau', () => import('./pages/incidents/NewIncidentPage')),
          page('/incidents/:id', () => import('./pages/incidents/IncidentPage')),
          page('/conformite', () => import('./pages/compliance/CompliancePage')),
          page('/conformite/controles', () => import('./pages/compliance/ControlsPage')),
          page('/conformite/:id', () => import('./pages/compliance/PartnerPage')),
          page('/conformite/controles/:id', () => import('./pages/compliance/ControlPage')),
          page('/taches-periodiques', () => import('./pages/jobs/JobsPage')),
          page('/taches-periodiques/:name', () => import('./pages/jobs/JobPage')),
          page('/declarations', () => import('./pages/declarations/DeclarationsPage')),
          page('/campagnes', () => import('./pages/campaigns/CampaignsPage')),
          page('/declarations/:id', () => import('./pages/declarations/DeclarationPage')),
          page('*', () => import('./pages/NotFoundPage')),
        ],
      },
    ],
  },
];
