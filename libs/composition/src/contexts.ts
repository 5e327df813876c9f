import { connections } from '#connections';
import { conventions } from '#conventions';
import type { Context, Projection } from '#event-sourcing';

/** The contexts of Greffe, in the order in which they may know each other. */
export const contexts: readonly Context[] = [conventions, connections];

export const projections: readonly Projection[] = contexts.flatMap(({ projections = [] }) => projections);
