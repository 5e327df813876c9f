import { InvalidFields } from './http/problem.ts';
import { conflict } from './refusal.ts';

it('a refusal is a French sentence, to its spaces, however it was typed', () => {
  expect(conflict('x', 'Trop tard : ce code est « fermé » ; demandez-en un autre !').message).toBe(
    'Trop tard\u00a0: ce code est «\u00a0fermé\u00a0»\u202f; demandez-en un autre\u202f!',
  );
  expect(new InvalidFields([{ field: 'name', message: 'Vide : à donner.' }]).errors).toEqual([
    { field: 'name', message: 'Vide\u00a0: à donner.' },
  ]);
});
