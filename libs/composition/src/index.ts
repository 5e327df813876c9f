export { contexts, projections } from './contexts.ts';
export { CoreModule, RegisterModule } from './core.module.ts';
export { type Engines, openEngines } from './engines.ts';
export { followersOf } from './followers.ts';
export { JobSchedule, jobsOf, runJob } from './jobs.ts';
export { loggerOf } from './logger.ts';
