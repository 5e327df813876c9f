import type { ActDescriptions } from '#event-sourcing';
import { formatCount, formatDate, formatMonth, SANCTION_NAMES } from '#platform';
import { type AnomalyEvent, attemptsIn, type Verdict } from './domain/anomaly-events.ts';
import type { CaseworkEvent } from './domain/casework.ts';
import type { MonthlyReportEvent } from './domain/monthly-report.ts';
import type { HitPlaced } from './domain/placement.ts';
import type { StatementEvent } from './domain/statement.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  explained: 'expliquée',
  confirmed: 'confirmée',
  insufficient: 'justification insuffisante',
};

/** Of a case, the partner is told from the decision to notify on; how the Caf works on it stays with the Caf. */
const BOTH = ['caf-security', 'gestionnaire'] as const;
const CAF = ['caf-security'] as const;

export const anomalyActs: ActDescriptions<
  AnomalyEvent | CaseworkEvent | MonthlyReportEvent | StatementEvent | HitPlaced
> = {
  AnomalyDetected: {
    kind: 'anomaly',
    title: 'Anomalie détectée',
    readers: CAF,
    detail: ({ rule, evidence }) => `${rule.title}, ${formatCount(attemptsIn(evidence), 'tentative')}`,
    introduces: ({ rule, userCode, gestionnaire, cafId }, id) => [
      {
        id,
        kind: 'anomaly',
        name: rule.title,
        cafId,
        within: userCode === null ? [] : [userCode],
        ...(gestionnaire && { gestionnaireId: gestionnaire.id }),
      },
    ],
  },
  AnomalyEvidenceAdded: {
    kind: 'anomaly',
    title: 'Fait ajouté à l’anomalie',
    readers: CAF,
    detail: ({ evidence }) => formatCount(attemptsIn(evidence), 'tentative'),
  },
  AnomalyDismissed: { kind: 'anomaly', title: 'Anomalie classée sans suite', readers: CAF },
  AnomalyReopened: { kind: 'anomaly', title: 'Anomalie rouverte', readers: CAF },
  AnomalyNotificationDecided: {
    kind: 'anomaly',
    title: 'Notification au partenaire décidée',
    readers: BOTH,
  },
  AnomalyNotified: {
    kind: 'anomaly',
    title: 'Anomalie notifiée au partenaire',
    readers: BOTH,
    detail: ({ dueOn }) => `à justifier avant le ${formatDate(dueOn)} inclus`,
  },
  JustificationReminderIssued: {
    kind: 'anomaly',
    title: 'Rappel adressé au partenaire',
    readers: BOTH,
    detail: ({ daysBefore }) => `${formatCount(daysBefore, 'jour')} avant la fin du délai`,
  },
  JustificationSubmitted: {
    kind: 'anomaly',
    title: 'Justification envoyée',
    readers: BOTH,
    detail: ({ files, late, daysLate }) =>
      [
        files.length > 0 && formatCount(files.length, 'fichier'),
        late && `${formatCount(daysLate, 'jour')} de retard`,
      ]
        .filter(Boolean)
        .join(', ') || null,
  },
  JustificationOverdue: { kind: 'anomaly', title: 'Délai écoulé sans réponse du partenaire', readers: BOTH },
  VerdictGiven: {
    kind: 'anomaly',
    title: 'Conclusion de la Caf rendue',
    readers: BOTH,
    detail: ({ verdict, sanction }) =>
      [VERDICTS[verdict], sanction && SANCTION_NAMES[sanction].toLowerCase()].filter(Boolean).join(', '),
    reason: ({ comment }) => comment,
  },
  CaseAssigned: { kind: 'anomaly', title: 'Dossier confié', readers: CAF, detail: ({ to }) => `à ${to}` },
  CaseReleased: { kind: 'anomaly', title: 'Dossier remis en attente', readers: CAF },
  CaseNoted: { kind: 'anomaly', title: 'Note ajoutée', readers: CAF },
  HitPlaced: {
    kind: 'anomaly',
    title: 'Détection rattachée à un dossier',
    readers: CAF,
    isMinor: true,
    concerns: ({ anomalyId }) => [anomalyId],
  },
  AgentAsked: {
    kind: 'anomaly',
    title: 'Question posée à l’agent',
    readers: BOTH,
    introduces: ({ anomalyId, userCode, gestionnaireId }, id) => [
      { id, kind: 'question', name: null, within: [anomalyId, userCode], gestionnaireId },
    ],
  },
  StatementGiven: { kind: 'anomaly', title: 'Réponse de l’agent', readers: BOTH },
  ReportPrepared: {
    kind: 'report',
    title: 'Rapport mensuel préparé',
    readers: CAF,
    introduces: ({ month, gestionnaire, cafId }, id) => [
      { id, kind: 'report', name: formatMonth(month), gestionnaireId: gestionnaire.id, cafId },
    ],
  },
  ReportCaseReviewed: {
    kind: 'report',
    title: 'Rapport mensuel relu',
    readers: CAF,
    detail: ({ isLeftOut }) => (isLeftOut ? 'dossier laissé de côté' : null),
  },
  ReportSent: {
    kind: 'report',
    title: 'Rapport mensuel envoyé',
    readers: BOTH,
    detail: ({ cases }) => formatCount(cases.length, 'dossier'),
  },
};
