/** The shapes of the HTTP API that the browser uses. Dates are Europe/Paris days, instants are ISO 8601 UTC. */

export * from './accounts.ts';
export * from './acts.ts';
export * from './anomalies.ts';
export * from './common.ts';
export * from './conformity.ts';
export * from './connections.ts';
export * from './controls.ts';
export * from './conventions.ts';
export * from './declarations.ts';
export * from './habilitations.ts';
export * from './imports.ts';
export * from './incidents.ts';
export * from './jobs.ts';
export * from './own-access.ts';
export * from './privacy.ts';
export * from './proof.ts';
export * from './rules.ts';
export * from './sanctions.ts';
export * from './session.ts';
export * from './tasks.ts';
