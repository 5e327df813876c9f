import type { Instant } from './common.ts';

// GET /api/lists/incidents?q=&state=&category=&delay=&organismId=&userCode=&from=&to=, GET /api/incidents/:id: an agent's own reports, a gestionnaire's own, those of a Caf's partners
// POST /api/incidents { gestionnaireId?, category, description, occurredAt?, discoveredAt, userCode? }
//   a lost or stolen password: the code is blocked before the answer (R23); only the Caf gives the gestionnaire
// POST /api/incidents/:id/closing { conclusion }     caf-security
export interface Incident {
  id: string;
  state: 'reported' | 'closed';
  category: 'lost-password' | 'stolen-password' | 'fraudulent-use' | 'other';
  /** In a list, its first words. */
  description: string;
  occurredAt: Instant | null;
  discoveredAt: Instant;
  reportedAt: Instant;
  /** From the discovery to the report. */
  delay: 'in-time' | 'amber' | 'red';
  reportedBy: string;
  userCode: string | null;
  name: string | null;
  gestionnaire: { id: string; name: string };
  closedAt: Instant | null;
}

export interface IncidentDetail extends Incident {
  closing: { conclusion: string; at: Instant } | null;
  history: { at: Instant; what: string; who: string }[];
}
