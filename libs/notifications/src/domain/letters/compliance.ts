import type { Duty } from '#compliance';
import { type CalendarDate, formatDate, formatLongDate } from '#platform';
import { type Addressing, type Letters, letter } from './letter.ts';

export interface ComplianceNotices {
  /** R23: to the Caf, which takes the measures. */
  'incident-reported': { incidentId: string };
  'incident-closed': { incidentId: string };
  /** R24: to the correspondents, who attest; until when each was attested, null when it never was. */
  'attestations-due': { missing: readonly { duty: Duty; validUntil: CalendarDate | null }[] };
  /** R24: to the partner; of a control that is put off as well. */
  'control-planned': { controlId: string; plannedOn: CalendarDate };
  'control-cancelled': { controlId: string };
  'control-concluded': { controlId: string; dueOn: CalendarDate | null };
}

export const complianceLetters: Letters<ComplianceNotices> = {
  'incident-reported': ({ incidentId }, to) =>
    letter('Un incident de sécurité est signalé', to, [
      `Un incident de sécurité est signalé à votre Caf. Les mesures à prendre sont à votre décision.`,
      seeIncident(incidentId, to, 'L’incident'),
    ]),

  'incident-closed': ({ incidentId }, to) =>
    letter('La Caf a clos un incident de sécurité', to, [
      `La Caf a traité l’incident de sécurité qui lui avait été signalé, et l’a clos.`,
      seeIncident(incidentId, to, 'Sa conclusion'),
    ]),

  'attestations-due': ({ missing }, to) =>
    letter('Des attestations sont attendues par votre Caf', to, [
      `La convention (article 4) vous confie des mesures de sécurité, que vous attestez chaque année. Sont attendues :\n${missing.map(attestationLine).join('\n')}`,
      `Pour les donner, avec une pièce s’il y en a une :\n${to.portal}/conformite`,
    ]),

  'control-planned': ({ controlId, plannedOn }, to) =>
    letter(`Un contrôle est prévu le ${formatDate(plannedOn)}`, to, [
      `La convention (article 4) permet à la Caf de vérifier ce qui lui paraît utile. Elle a prévu un contrôle le ${formatLongDate(plannedOn)}.`,
      seeControl(controlId, to, 'Ce qui sera vérifié, et par qui'),
    ]),

  'control-cancelled': ({ controlId }, to) =>
    letter('Un contrôle est annulé', to, [
      `La Caf a annulé un contrôle qu’elle avait prévu chez vous.`,
      seeControl(controlId, to, 'Le motif'),
    ]),

  'control-concluded': ({ controlId, dueOn }, to) =>
    letter('La Caf a conclu un contrôle', to, [
      dueOn === null
        ? `La Caf a conclu un contrôle mené chez vous.`
        : `La Caf a conclu un contrôle mené chez vous. Les mesures convenues sont attendues au plus tard le ${formatLongDate(dueOn)}.`,
      seeControl(controlId, to, 'Ses constats'),
    ]),
};

const DUTIES: Record<Duty, string> = {
  antivirus: 'antivirus des postes',
  'anti-spam': 'anti-spam des postes',
  intrusion: 'prévention de l’intrusion',
  premises: 'accès aux locaux et matériels',
  secrecy: 'secret professionnel',
};

const attestationLine = ({
  duty,
  validUntil,
}: ComplianceNotices['attestations-due']['missing'][number]): string =>
  validUntil === null
    ? `- ${DUTIES[duty]} : jamais attesté`
    : `- ${DUTIES[duty]} : attesté jusqu’au ${formatDate(validUntil)}`;

const seeIncident = (id: string, { portal }: Addressing, what: string): string =>
  `${what} :\n${portal}/incidents/${id}`;

const seeControl = (id: string, { portal }: Addressing, what: string): string =>
  `${what} :\n${portal}/conformite/controles/${id}`;
