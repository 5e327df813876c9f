import type { UserRole } from './api/contract';

const ALL: UserRole[] = ['caf-habilitation', 'caf-security', 'gestionnaire', 'agent'];
const ALL_BUT_AGENTS: UserRole[] = ['caf-habilitation', 'caf-security', 'gestionnaire'];

/** Where each role may go: the menu shows it, the guard keeps it. */
export const MENU: { to: string; label: string; roles: UserRole[] }[] = [
  { to: '/avenant', label: 'Conformité à l’avenant', roles: ['caf-security', 'gestionnaire'] },
  { to: '/', label: 'Accueil', roles: ALL },
  { to: '/habilitations', label: 'Habilitations', roles: ['caf-habilitation', 'gestionnaire'] },
  { to: '/demandes', label: 'Demandes', roles: ['caf-habilitation', 'gestionnaire'] },
  { to: '/etablissements', label: 'Établissements', roles: ALL_BUT_AGENTS },
  { to: '/personnes', label: 'Personnes', roles: ALL_BUT_AGENTS },
  { to: '/departs', label: 'Départs et retours', roles: ALL_BUT_AGENTS },
  { to: '/revues', label: 'Revues des habilitations', roles: ALL_BUT_AGENTS },
  { to: '/annexe', label: 'Annexe', roles: ALL_BUT_AGENTS },
  { to: '/conventions', label: 'Conventions', roles: ALL_BUT_AGENTS },
  { to: '/codes', label: 'Codes utilisateur', roles: ALL_BUT_AGENTS },
  { to: '/blocages', label: 'Blocages', roles: ALL_BUT_AGENTS },
  { to: '/mesures', label: 'Mesures', roles: ALL_BUT_AGENTS },
  { to: '/importer', label: 'Importer', roles: ['caf-habilitation', 'gestionnaire'] },
  { to: '/declarations', label: 'Déclarations', roles: ['gestionnaire', 'agent'] },
  { to: '/connexions', label: 'Journal des connexions', roles: ['caf-security'] },
  { to: '/consultations', label: 'Consultations', roles: ['caf-security'] },
  { to: '/actes', label: 'Actes', roles: ALL_BUT_AGENTS },
  { to: '/anomalies', label: 'Anomalies', roles: ['caf-security', 'gestionnaire'] },
  { to: '/rapports-mensuels', label: 'Rapports mensuels', roles: ['caf-security', 'gestionnaire'] },
  { to: '/regles', label: 'Règles de surveillance', roles: ['caf-security'] },
  { to: '/incidents', label: 'Incidents', roles: ['caf-security', 'gestionnaire', 'agent'] },
  { to: '/conformite', label: 'Attestations et contrôles', roles: ['caf-security', 'gestionnaire'] },
  { to: '/donnees-personnelles', label: 'Données personnelles', roles: ['caf-habilitation', 'caf-security'] },
  { to: '/taches-periodiques', label: 'Tâches périodiques', roles: ['caf-security'] },
];

/** Pages that other pages lead to, and the menu does not. */
const BESIDE_MENU: { to: string; roles: UserRole[] }[] = [
  { to: '/partenaires', roles: ALL_BUT_AGENTS },
  { to: '/declarations', roles: ALL },
  { to: '/revues/a-ouvrir', roles: ['caf-habilitation'] },
  // The security of a Caf reads there what the conformity page has counted.
  { to: '/habilitations', roles: ALL_BUT_AGENTS },
  { to: '/demandes', roles: ALL_BUT_AGENTS },
];

/** Whose page it is; undefined where that is not said. */
const rolesFor = (page: string): UserRole[] | undefined =>
  [...BESIDE_MENU, ...MENU].find(({ to }) => to !== '/' && page.startsWith(to))?.roles;

/** Whether a role may go to this page. */
export const mayOpen = (role: UserRole, page: string): boolean => rolesFor(page)?.includes(role) ?? false;

/** Whether it is for others alone. */
export const isForbidden = (role: UserRole, page: string): boolean =>
  rolesFor(page)?.includes(role) === false;
