import { actDescriptions } from '#audit-trail';
import { contexts } from '#composition';
import { TOLD_V1 } from '#sealing';

/** What a partner is told of among the acts is in its dossier: by the frozen rule, and by the words of the contexts. */
it('what concerns a partner is what it is told of', () => {
  const told = Object.entries(actDescriptions).flatMap(([type, description]) =>
    description && (description.readers ?? ['gestionnaire']).includes('gestionnaire') ? [type] : [],
  );
  expect([...TOLD_V1].sort()).toEqual(told.sort());
});

it('whom an event concerns is not read of what is forgotten with a person', () => {
  const read = ['gestionnaireId', 'gestionnaire', 'organism', 'role'];
  const forgotten = contexts.flatMap(({ eventTypes }) =>
    Object.entries(eventTypes)
      .filter(([, { personal }]) =>
        read.some((field) => field in { ...personal?.fields, ...personal?.within }),
      )
      .map(([type]) => type),
  );
  expect(forgotten).toEqual([]);
});
