import { isSiret } from './siret.ts';

it.each([
  ['of the town of the amendment', '21590410000017'],
  ['of the head office of La Poste', '35600000000048'],
  ['of an office of La Poste, by the sum of its digits', '35600000049837'],
])('a SIRET %s', (_, siret) => expect(isSiret(siret)).toBe(true));

it.each([
  ['with a wrong sum', '21590410000018'],
  ['with two digits exchanged', '21590401000017'],
  ['of one digit repeated', '11111111111111'],
  ['with a SIREN of zeros', '00000000000000'],
  ['with a SIREN of zeros and a right sum', '00000000000018'],
  ['with a SIREN of one digit repeated and a right sum', '11111111100007'],
  ['of La Poste with a wrong sum', '35600000049838'],
  ['of another firm with a sum of digits of 5', '35600000149836'],
  ['too short', '2159041000001'],
  ['too long', '215904100000170'],
  ['with digits of another script', '٢1590410000017'],
  ['empty', ''],
])('no SIRET %s', (_, siret) => expect(isSiret(siret)).toBe(false));
