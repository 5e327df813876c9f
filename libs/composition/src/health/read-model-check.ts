import { allCheckpoints } from '#event-sourcing';
import { projections } from '../contexts.ts';
import type { Engines } from '../engines.ts';
import type { Check } from './readiness.ts';

/** Every read model is of the version that this program reads: in an upgrade it may still have to be built. */
export const readModelCheck = ({ database }: Pick<Engines, 'database'>): Check => ({
  part: 'read models',
  obstacles: async () => {
    const checkpoints = await allCheckpoints(database);
    const versions = new Map(checkpoints.map(({ name, version }) => [name, version]));
    return projections
      .filter(({ name, version }) => versions.get(name) !== version)
      .map(({ name, version }) => ({
        part: name,
        reason: `its read model has version ${versions.get(name)}, this program reads ${version}`,
      }));
  },
});
