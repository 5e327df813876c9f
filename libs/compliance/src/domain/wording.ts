import type { ControlOutcome, ControlState } from './control.ts';
import type { Duty } from './duty.ts';

/** French names, the same as those on the screens. */
export const DUTY_NAMES: Record<Duty, string> = {
  antivirus: 'Antivirus des postes',
  'anti-spam': 'Anti-spam des postes',
  intrusion: 'Prévention de l’intrusion',
  premises: 'Accès aux locaux et matériels',
  secrecy: 'Secret professionnel',
};

export const CONTROL_STATE_NAMES: Record<ControlState, string> = {
  planned: 'Prévu',
  agreed: 'Mesures attendues',
  closed: 'Clos',
  cancelled: 'Annulé',
};

export const OUTCOME_NAMES: Record<ControlOutcome, string> = {
  compliant: 'Conforme',
  'to-improve': 'À améliorer',
  'non-compliant': 'Non conforme',
};
