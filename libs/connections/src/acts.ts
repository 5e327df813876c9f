import type { ActDescriptions } from '#event-sourcing';
import type { Consulted } from '#platform';
import type { ConnectionsEvent } from './domain/connections.ts';
import { type ConsultationEvent, SEVERAL } from './domain/consultation.ts';
import type { ImportedAttemptEvent } from './domain/imported-attempt.ts';
import type { SavedViewEvent } from './domain/saved-view.ts';

type Filter = ConsultationEvent['data']['filter'];

/** Whom and what a reader asked for: codes and ids are found again, whatever else is a text that nothing is called. */
const asked = ({ filter }: { readonly filter: Filter }) =>
  Object.values(filter).flatMap((value) => value.split(SEVERAL));

const SECURITY = ['caf-security'] as const;

export const READ: Readonly<Record<Consulted, string>> = {
  attempts: 'journal des connexions',
  days: 'histogramme des connexions',
  top: 'valeurs les plus fréquentes du journal',
  around: 'tentatives voisines',
  'attempts-export': 'export du journal',
  'own-attempts': 'connexions de son propre code',
  sessions: 'sessions ouvertes d’un code',
  consultations: 'consultations',
  'rule-replay': 'règle de surveillance rejouée',
  anomaly: 'dossier d’anomalie',
  'anomaly-report': 'rapport d’anomalies',
  'anomaly-report-csv': 'rapport d’anomalies, en CSV',
  'anomaly-report-pdf': 'rapport d’anomalies, en PDF',
  'anomaly-dossier-pdf': 'dossier d’anomalie, en PDF',
  'justification-receipt-pdf': 'accusé d’envoi d’une justification, en PDF',
  'anomaly-file': 'fichier d’un dossier d’anomalie',
  'monthly-report': 'rapport mensuel',
  'monthly-report-file': 'fichier d’un rapport mensuel',
  question: 'question posée à un agent',
  incident: 'dossier d’incident',
  'attestation-file': 'fichier d’une attestation',
  control: 'contrôle',
  'control-file': 'fichier d’un contrôle',
  'accounts-export': 'export des codes',
  'persons-export': 'export des personnes',
  'blocks-export': 'export des blocages',
  'annex-pdf': 'annexe, en PDF',
  'annex-draft-pdf': 'projet d’annexe, en PDF',
  'access-review-pdf': 'résultat d’une revue des habilitations, en PDF',
  'access-reviews-export': 'export des revues des habilitations',
  'reviewed-persons-export': 'export des personnes d’une revue des habilitations',
  'partners-to-review-export': 'export des revues à ouvrir',
  'requests-export': 'export des demandes d’habilitation',
  'habilitations-export': 'export des habilitations',
  'conventions-export': 'export des conventions',
  'establishments-export': 'export des établissements',
  'incidents-export': 'export des incidents',
  'declarations-export': 'export des déclarations',
  'expected-declarations-export': 'export des déclarations attendues',
  'consultations-export': 'export des consultations',
  'departures-export': 'export des départs et retours',
  'attestations-export': 'export des attestations',
  'anomalies-export': 'export des anomalies',
  'sanctions-export': 'export des mesures',
  'controls-export': 'export des contrôles',
  'monthly-reports-export': 'export des rapports mensuels',
  acts: 'actes',
  'acts-export': 'export des actes',
  'act-receipt': 'reçu d’un de ses actes',
  'personal-data-export': 'tout ce que le registre sait d’une personne',
  'partner-dossier': 'dossier d’un partenaire, avec ses preuves',
  conformity: 'conformité à l’avenant',
  'conformity-pdf': 'conformité à l’avenant, en PDF',
};

const READING = {
  kind: 'reading',
  title: 'Lecture',
  detail: ({ view }: ConsultationEvent['data']) => READ[view],
  concerns: asked,
  readers: SECURITY,
} as const;

export const connectionActs: ActDescriptions<
  ConnectionsEvent | ConsultationEvent | ImportedAttemptEvent | SavedViewEvent
> = {
  LoginAttempted: null,
  AttemptImported: null,
  PasswordConfirmed: { kind: 'code', title: 'Mot de passe confirmé avant son changement', readers: SECURITY },
  IdentityConfirmed: { kind: 'code', title: 'Identité confirmée', readers: SECURITY },
  LoggedOut: { kind: 'code', title: 'Déconnexion', readers: SECURITY },
  JournalConsulted: READING,
  RecordsConsulted: READING,
  JournalViewSaved: { kind: 'rule', title: 'Vue du journal enregistrée', readers: SECURITY },
  JournalViewRemoved: { kind: 'rule', title: 'Vue du journal retirée', readers: SECURITY },
};
