import { actDescriptions, WORK_NAMES } from '#audit-trail';
import { contexts } from '#composition';
import { jobEventTypes, projectionEventTypes, reactorEventTypes } from '#event-sourcing';
import { sourceFiles, textOf } from './imports.ts';

const types = [
  reactorEventTypes,
  projectionEventTypes,
  jobEventTypes,
  ...contexts.map(({ eventTypes }) => eventTypes),
].flatMap((register) => Object.keys(register));

it('every event that can be written has its words among the acts: nothing that anybody did is invisible', () => {
  expect(types.filter((type) => actDescriptions[type] === undefined)).toEqual([]);
});

it('all that works by itself has a name that people understand', () => {
  const named = sourceFiles('libs')
    .filter(({ path }) => /^libs\/[a-z-]+\/src\/(jobs|reactors)\/[a-z.-]+$/.test(path))
    .filter(({ path }) => !path.includes('event-sourcing') && !path.includes('composition'))
    .flatMap(({ path }) =>
      [...textOf(path).matchAll(/^ {2}readonly name = '([a-z-]+)';/gm)].map(([, name]) => name!),
    );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => WORK_NAMES[name] === undefined)).toEqual([]);
});

it('only attempts to sign in are left to the journal of connections', () => {
  expect(types.filter((type) => actDescriptions[type] === null).sort()).toEqual([
    'AttemptImported',
    'LoginAttempted',
  ]);
});
