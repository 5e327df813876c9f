import type { Context } from '#event-sourcing';
import { AuditTrailModule } from './audit-trail.module.ts';
import { actDescriptions } from './descriptions.ts';
import { actsProjection } from './read-models/acts/projection.ts';

export const auditTrail: Context = {
  name: 'audit-trail',
  module: AuditTrailModule,
  eventTypes: {},
  acts: {},
  projections: [actsProjection(actDescriptions)],
};

export { AuditTrailModule } from './audit-trail.module.ts';
export { actDescriptions } from './descriptions.ts';
export { PersonalDataExport } from './export/personal-data-export.ts';
export { ActList } from './lists/acts.ts';
export { type ActTimes, ActTimesQuery } from './read-models/acts/times.ts';
export { WORK_NAMES } from './words.ts';
