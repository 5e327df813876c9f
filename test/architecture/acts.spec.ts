import { actDescriptions } from '#audit-trail';
import { contexts } from '#composition';
import { projectionEventTypes, reactorEventTypes } from '#event-sourcing';

const types = [
  reactorEventTypes,
  projectionEventTypes,
  ...contexts.map(({ eventTypes }) => eventTypes),
].flatMap((register) => Object.keys(register));

it('every event that can be written has its words among the acts: nothing that anybody did is invisible', () => {
  expect(types.filter((type) => actDescriptions[type] === undefined)).toEqual([]);
});

it('only attempts to sign in are left to the journal of connections', () => {
  expect(types.filter((type) => actDescriptions[type] === null).sort()).toEqual([
    'AttemptImported',
    'LoginAttempted',
  ]);
});
