import { projections } from '#composition';

/** Their rows say how its batches went: hits are gathered by them, and the engine is stored between two of them. */
const BY_BATCHES = ['detection'];

/** A batch that is undone uses up numbers of a sequence: a rebuild would give its rows others. */
it.each(
  projections
    .filter(({ name }) => !BY_BATCHES.includes(name))
    .map((projection) => [projection.name, projection] as const),
)('a rebuild of %s makes the same rows: none is numbered or dated by the database', (_, { tables }) => {
  expect(tables).not.toMatch(/\b(IDENTITY|serial|bigserial|nextval|now|clock_timestamp|gen_random_uuid)\b/i);
});
