import type { CalendarDate } from './common.ts';

// GET /api/tasks: what waits for the person signed in, most urgent first
export interface Task {
  id: string;
  title: string;
  detail: string;
  due: CalendarDate | null;
  urgency: 'late' | 'soon' | 'normal';
  /**
   * Path in the web application: /conventions/:id, /habilitations, /annexe, /codes?state=, /connexions?…,
   * /anomalies/:id, /questions/:id, /incidents/:id, /conformite, /conformite/controles/:id, /declarations?year=, /declarations/:id. Signing in is /connexion, activating
   * /activation/:token, signing behind a link /signature/:token.
   */
  href: string;
}

// GET /api/search?q=
/** What the search over everything finds in one list; `all` is the page of that list. */
export interface FoundGroup {
  kind: 'person' | 'code' | 'establishment' | 'convention' | 'anomaly' | 'incident' | 'declaration';
  title: string;
  count: number;
  all: string;
  items: { title: string; detail: string; href: string }[];
}
