import type { UserRole } from './api/contract';

const ALL: UserRole[] = ['caf-habilitation', 'caf-security', 'gestionnaire', 'agent'];
const ALL_BUT_AGENTS: UserRole[] = ['caf-habilitation', 'caf-security', 'gestionnaire'];

interface MenuEntry {
  to: string;
  label: string;
  roles: UserRole[];
}

/** Entries that belong together, under what they have in common. */
export interface MenuGroup {
  heading: string | null;
  entries: MenuEntry[];
}

/** What each role works with: the menu shows it. */
const MENU: MenuGroup[] = [
  {
    heading: null,
    entries: [
      { to: '/avenant', label: 'Conformité à l’avenant', roles: ['caf-security', 'gestionnaire'] },
      { to: '/', label: 'Accueil', roles: ALL },
    ],
  },
  {
    heading: 'Personnes et codes',
    entries: [
      { to: '/personnes', label: 'Personnes', roles: ALL_BUT_AGENTS },
      { to: '/demandes', label: 'Demandes', roles: ['caf-habilitation', 'gestionnaire'] },
      { to: '/habilitations', label: 'Habilitations', roles: ['caf-habilitation', 'gestionnaire'] },
      { to: '/departs', label: 'Départs et retours', roles: ['caf-habilitation', 'gestionnaire'] },
      { to: '/revues', label: 'Revues des habilitations', roles: ['caf-habilitation', 'gestionnaire'] },
      { to: '/codes', label: 'Codes utilisateur', roles: ALL_BUT_AGENTS },
      { to: '/blocages', label: 'Blocages', roles: ['caf-habilitation', 'gestionnaire'] },
      { to: '/mesures', label: 'Mesures', roles: ['caf-habilitation', 'caf-security'] },
    ],
  },
  {
    heading: 'Conventions',
    entries: [
      { to: '/conventions', label: 'Conventions', roles: ALL_BUT_AGENTS },
      { to: '/etablissements', label: 'Établissements', roles: ['caf-habilitation', 'gestionnaire'] },
      { to: '/annexe', label: 'Annexe', roles: ['caf-habilitation', 'gestionnaire'] },
      { to: '/conformite', label: 'Attestations et contrôles', roles: ['caf-security', 'gestionnaire'] },
      { to: '/campagnes', label: 'Campagnes', roles: ['caf-habilitation', 'gestionnaire', 'agent'] },
      { to: '/declarations', label: 'Déclarations', roles: ['gestionnaire', 'agent'] },
    ],
  },
  {
    heading: 'Surveillance',
    entries: [
      { to: '/connexions', label: 'Journal des connexions', roles: ['caf-security'] },
      { to: '/anomalies', label: 'Anomalies', roles: ['caf-security', 'gestionnaire'] },
      { to: '/incidents', label: 'Incidents', roles: ['caf-security', 'gestionnaire', 'agent'] },
      { to: '/rapports-mensuels', label: 'Rapports mensuels', roles: ['caf-security', 'gestionnaire'] },
      { to: '/regles', label: 'Règles de surveillance', roles: ['caf-security'] },
    ],
  },
  {
    heading: 'Registre',
    entries: [
      { to: '/importer', label: 'Importer', roles: ['caf-habilitation', 'gestionnaire'] },
      { to: '/actes', label: 'Actes', roles: ALL_BUT_AGENTS },
      { to: '/consultations', label: 'Consultations', roles: ['caf-security'] },
      { to: '/delais', label: 'Délais et seuils', roles: ALL },
      {
        to: '/donnees-personnelles',
        label: 'Données personnelles',
        roles: ['caf-habilitation', 'caf-security'],
      },
      { to: '/taches-periodiques', label: 'Tâches périodiques', roles: ['caf-security'] },
    ],
  },
];

/** So few need no headings. */
const FEW = 5;

/** The menu of a role. */
export function menuOf(role: UserRole): MenuGroup[] {
  const groups = MENU.map(({ heading, entries }) => ({
    heading,
    entries: entries.filter(({ roles }) => roles.includes(role)),
  })).filter(({ entries }) => entries.length > 0);
  const all = groups.flatMap(({ entries }) => entries);
  return all.length > FEW ? groups : [{ heading: null, entries: all }];
}

/** Pages that others lead to, and the menu of some roles, or of all, does not. */
const BESIDE_MENU: Pick<MenuEntry, 'to' | 'roles'>[] = [
  { to: '/partenaires', roles: ALL_BUT_AGENTS },
  { to: '/declarations', roles: ALL },
  { to: '/campagnes', roles: ALL },
  { to: '/revues/a-ouvrir', roles: ['caf-habilitation'] },
  // The security of a Caf reads there what the conformity page has counted.
  { to: '/habilitations', roles: ALL_BUT_AGENTS },
  { to: '/demandes', roles: ALL_BUT_AGENTS },
  { to: '/departs', roles: ALL_BUT_AGENTS },
  { to: '/revues', roles: ALL_BUT_AGENTS },
  { to: '/blocages', roles: ALL_BUT_AGENTS },
  { to: '/etablissements', roles: ALL_BUT_AGENTS },
  { to: '/annexe', roles: ALL_BUT_AGENTS },
  // A partner reads the sanctions of each person on their page.
  { to: '/mesures', roles: ALL_BUT_AGENTS },
];

const PAGES = [...BESIDE_MENU, ...MENU.flatMap(({ entries }) => entries)];

/** Whose page it is; undefined where that is not said. */
const rolesFor = (page: string): UserRole[] | undefined =>
  PAGES.find(({ to }) => to !== '/' && page.startsWith(to))?.roles;

/** Whether a role may go to this page. */
export const mayOpen = (role: UserRole, page: string): boolean => rolesFor(page)?.includes(role) ?? false;

/** Whether it is for others alone. */
export const isForbidden = (role: UserRole, page: string): boolean =>
  rolesFor(page)?.includes(role) === false;
