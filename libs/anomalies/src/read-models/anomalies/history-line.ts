import { formatCount, formatDate, formatDateTime, SANCTION_NAMES } from '#platform';
import type { AnomalyEvent, NoticeProof } from '../../domain/anomaly-events.ts';
import { VERDICT_NAMES } from '../../domain/wording.ts';

/** What happened, as the history of a case tells it. */
export function historyLine(event: AnomalyEvent): string {
  switch (event.type) {
    case 'AnomalyDetected':
      return 'Anomalie détectée';
    case 'AnomalyEvidenceAdded':
      return event.data.evidence.length === 1
        ? 'Un fait de plus'
        : `${formatCount(event.data.evidence.length, 'fait')} de plus`;
    case 'AnomalyDismissed':
      return `Classée sans suite\u00a0: ${event.data.reason}`;
    case 'AnomalyReopened':
      return `Rouverte\u00a0: ${event.data.reason}`;
    case 'AnomalyNotificationDecided':
      return 'Notification décidée, le délai commencera quand elle aura atteint le partenaire';
    case 'AnomalyNotified':
      return `Notifiée au partenaire${proofText(event.data.by)}, réponse due le ${formatDate(event.data.dueOn)}`;
    case 'JustificationReminderIssued':
      return `Rappel adressé au partenaire, réponse due le ${formatDate(event.data.dueOn)}`;
    case 'JustificationSubmitted':
      return event.data.late
        ? `Justification reçue avec ${formatCount(event.data.daysLate, 'jour')} de retard`
        : 'Justification reçue';
    case 'JustificationOverdue':
      return 'Délai écoulé sans réponse du partenaire';
    case 'VerdictGiven':
      return [
        `Conclusion de la Caf\u00a0: ${VERDICT_NAMES[event.data.verdict].toLowerCase()}`,
        ...(event.data.sanction ? [SANCTION_NAMES[event.data.sanction].toLowerCase()] : []),
      ].join(', ');
    default:
      return event satisfies never;
  }
}

function proofText(by: NoticeProof | null): string {
  switch (by?.kind) {
    case 'mail':
      return ` par le courriel au code ${by.userCode}, accepté par son serveur le ${formatDateTime(by.acceptedAt)}`;
    case 'registered-letter':
      return ` par la lettre recommandée ${by.number}, remise le ${formatDate(by.deliveredOn)}`;
    default:
      return '';
  }
}
