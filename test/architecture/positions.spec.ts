import { projections } from '#composition';

/** Another store has other positions: rows that hold those of the old one would be out of order among newer ones. */
it.each(projections.map((projection) => [projection.name, projection] as const))(
  '%s is built anew with a log that moves if, and only if, its rows hold positions',
  (_, { tables, keepsPositions = false }) => {
    expect(keepsPositions).toBe(/^\s*position text/m.test(tables));
  },
);
