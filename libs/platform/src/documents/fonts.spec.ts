import { drawable } from './fonts.ts';

it.each([
  ['Latin', 'Łukasz Lefèvre-Œuvrard, Ayşe, Adébáyọ̀'],
  ['Vietnamese', 'Nguyễn Thị Đặng Ước'],
  ['Greek', 'Ελένη Παπαδοπούλου'],
  ['Cyrillic', 'Жанна Шевченко, Љубица'],
  ['Arabic', 'فاطمة الزهراء بن شقرون'],
  ['Persian, with its joiners', 'شیرین پهلوی می\u200cخواهم'],
  ['Hebrew', 'שרה כהן'],
  ['Armenian', 'Անի Հակոբյան'],
  ['Georgian', 'ნინო გიორგაძე'],
  ['French typography', '«\u00a0À 14\u00a0h\u00a005\u202f: 1\u202f234,50\u00a0€\u00a0»…\nœuvre'],
  ['a decomposed letter', 'E\u0301lise'],
])('%s is drawn as it is', (_, text) => expect(drawable(text)).toBe(text));

it.each([
  ['a script without a font', 'a漢b', 'a□b'],
  ['a picture', 'a😀b', 'a□b'],
  ['a letter with a mark that its font does not have', 'x\u20d7y', '□y'],
  ['a control character', 'a\u0000b\u0007', 'a□b□'],
  ['a space of no width', 'Thị\u200bLan', 'Thị□Lan'],
  ['a soft hyphen', 'Le\u00adfèvre', 'Le□fèvre'],
  ['a mark that turns the direction', 'a\u202eb', 'a□b'],
  ['half a character', 'a\ud800b', 'a□b'],
  ['a private character', 'a\ue000b', 'a□b'],
])('%s is shown as one that cannot be printed', (_, text, shown) => expect(drawable(text)).toBe(shown));
