import { personName, personNameOfSaid } from './person-name.ts';

it('writes the surname first, in capitals with their accents', () => {
  expect(personName({ lastName: 'Lefèvre', firstName: 'Zoé' })).toBe('LEFÈVRE Zoé');
  expect(personName({ lastName: 'de l’Étang', firstName: 'Jean-Noël' })).toBe('DE L’ÉTANG Jean-Noël');
});

it('takes the first word of a name as people say it for the first name', () => {
  expect(personNameOfSaid('Yann Le Goff')).toBe('LE GOFF Yann');
  expect(personNameOfSaid('Jean-Noël Petit')).toBe('PETIT Jean-Noël');
  expect(personNameOfSaid('Zoé')).toBe('Zoé');
});
