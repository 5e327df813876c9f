import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { drawable } from '../documents/fonts.ts';
import { readText, type TextKindName, textKinds } from './kinds.ts';
import { isWritable } from './scripts.ts';

const faultOf = (kind: TextKindName, text: unknown) => readText(kind, text).fault;
const WRITTEN = ['personName', 'titleLine', 'paragraph', 'reference', 'mailbox'] as const;
const NAMES = Object.keys(textKinds) as TextKindName[];

describe('A text that is written in documents', () => {
  it.each([
    ['U+0000', 'a\0b', /U\+0000/],
    ['a control character', 'a\u0007b', /commande \(U\+0007\)/],
    ['a tabulation', 'a\tb', /tabulation/],
    ['a next line', 'a\u0085b', /saut de ligne/],
    ['a line separator', 'a\u2028b', /saut de ligne/],
    ['half of a surrogate pair', 'a\ud83db', /moitié/],
    ['a noncharacter', 'a\ufdd0b', /n’existe pas/],
    ['a character of private use', 'a\ue000b', /usage privé/],
    ['one of private use beyond the first plane', 'a\u{f0000}b', /usage privé/],
    ['a right-to-left override', 'a\u202eb', /sens de lecture/],
    ['a directional isolate', 'a\u2066b', /sens de lecture/],
    ['a zero width space', 'Thị\u200bLan', /invisible \(U\+200B\)/],
    ['a zero width joiner', 'a\u200db', /invisible/],
    ['a soft hyphen', 'Du\u00adrand', /invisible \(U\+00AD\)/],
    ['a byte order mark', 'a\ufeffb', /invisible/],
    ['a combining grapheme joiner', 'a\u034fb', /invisible/],
    ['a variation selector', 'a\ufe0fb', /invisible/],
    ['a filler of Hangul', 'a\u3164b', /invisible/],
    ['a tag character', 'a\u{e0041}b', /invisible/],
    ['a letter of another script', 'a 王', /« 王 » \(U\+738B\)/],
    ['a full-width letter', 'ａ', /documents|adresse/],
    ['a mathematical letter', '𝐀', /documents|adresse/],
    ['an emoji', 'a 👍', /documents/],
    ['a letter that no font of the documents has', 'a Ɖ', /« Ɖ » \(U\+0189\)/],
    ['an accent that no font has', 'q\u032d', /« q\u032d » \(U\+0071 U\+032D\)/],
    ['a letter of another alphabet within a word', 'Dup\u043ent', /« Dup\u043ent » mêle/],
    ['accents without a letter', '\u0301a', /accents/],
    ['accents without an end', `a${'\u0323\u0330\u0331\u032d'.repeat(5)}`, /accents/],
  ])('holds no %s', (_, text, sentence) => {
    for (const kind of ['personName', 'titleLine', 'paragraph', 'reference'] as const) {
      expect([kind, faultOf(kind, text)]).toEqual([kind, expect.stringMatching(sentence)]);
    }
  });

  it.each([
    'Élodie Müller-Nguyễn',
    'Thị Lan Đặng',
    'Łukasz Żółć',
    'İbrahim Çağlayan',
    'Ərəb Məmmədov',
    'Γιώργος Παπαδόπουλος',
    'Олександр Мар’яненко',
    'محمّد بن عبد الله',
    'שָׁלוֹם לוי',
    'Արամ Խաչատրյան',
    'ნინო ბერიძე',
    'Ọlọ́runtóbi',
    'Jean Dupont (Жан Дюпон)',
    'Anne d’Αθήνα',
  ])('may be in an alphabet of the documents: %s', (name) => {
    for (const kind of ['personName', 'titleLine', 'paragraph'] as const) {
      expect(readText(kind, name)).toEqual({ text: name.normalize('NFC'), fault: null });
    }
  });

  it('is drawn whole in documents, whatever it is', () => {
    const letters = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code));
    const accents = letters.filter((letter) => /\p{M}/u.test(letter) && isWritable(letter));
    const read = ['', ...accents].flatMap((accent) =>
      letters
        .map((letter) => readText('titleLine', `n° ${letter}${accent}`).text)
        .filter((text) => text !== null),
    );
    expect(read.length).toBeGreaterThan(2000);
    expect(read.filter((text) => drawable(text) !== text)).toEqual([]);
  });

  it('may hold what letters hold', () => {
    const text = 'À l’attention de « Mme Œuvrard » : 3 × 12,50 € — 20 % (n° 7, ½ journée)… 2 ≤ 3 ; CO₂';
    expect(readText('titleLine', text).text).toBe(text);
  });

  it('is composed (NFC), and its spaces are alike', () => {
    expect(readText('personName', '  E\u0301lodie\u00a0\u2003 Du rand ').text).toBe('Élodie Du rand');
  });

  it('has line breaks in paragraphs alone', () => {
    expect(readText('paragraph', '\r\nune\r\ndeux\rtrois\n').text).toBe('une\ndeux\ntrois');
    for (const kind of ['personName', 'titleLine', 'reference', 'mailbox'] as const) {
      expect(faultOf(kind, 'a\nb@c.example')).toMatch(/saut de ligne/);
      expect(faultOf(kind, 'a@b.example\r\n')).not.toBeNull();
    }
  });

  it('keeps the spaces of French typography in a paragraph', () => {
    const text = 'Vraiment\u202f? «\u00a0Oui\u00a0»';
    expect(readText('paragraph', text).text).toBe(text);
  });

  it('says something', () => {
    for (const kind of WRITTEN) expect(faultOf(kind, ' \u00a0 ')).toBe('Remplissez ce champ.');
    for (const kind of ['personName', 'titleLine', 'reference'] as const) {
      expect(faultOf(kind, '---')).not.toBeNull();
    }
    expect(faultOf('personName', '=HYPERLINK("x")')).toBe('Écrivez un nom en lettres.');
  });

  it('is measured in code points, after composition', () => {
    expect(faultOf('personName', 'e\u0301'.repeat(100))).toBeNull();
    expect(faultOf('personName', 'é'.repeat(101))).toBe('Ce texte est trop long.');
    expect(faultOf('secret', '😀'.repeat(256))).toBeNull();
    expect(faultOf('secret', '😀'.repeat(257))).toBe('Ce texte est trop long.');
  });

  it('is quoted in a bounded excerpt when it is refused', () => {
    expect(faultOf('paragraph', `\u043e${'a'.repeat(5000)}`)!.length).toBeLessThan(120);
  });
});

describe('A text of another kind', () => {
  it('is a secret as typed, but for what no store keeps', () => {
    const text = ' \u200b\u202e\t王 Dup\u043ent ';
    expect(readText('secret', text).text).toBe(text);
    expect(faultOf('secret', 'a\0b')).toMatch(/U\+0000/);
    expect(faultOf('secret', 'a\udc00')).toMatch(/moitié/);
  });

  it.each<[TextKindName, string, string]>([
    ['userCode', ' a123456 ', 'A123456'],
    ['siret', '356 000 000 00048', '35600000000048'],
    ['sha256', 'AB12'.repeat(16), 'ab12'.repeat(16)],
    ['mailbox', ' Marie.PETIT@Ville.Example', 'marie.petit@ville.example'],
    ['mailbox', 'ｍarie＠ville.example', 'marie@ville.example'],
    ['mailbox', 'rene\u0301@ville.example', 'ren\u00e9@ville.example'],
    ['mailbox', 'marie@xn--mons-en-barul-zoc.example', 'marie@mons-en-barœul.example'],
    ['mailbox', 'marie@mons-en-barœul.example', 'marie@mons-en-barœul.example'],
    [
      'mailbox',
      'marie.d’arc_1+greffe@services.ville-de-x.example',
      'marie.d’arc_1+greffe@services.ville-de-x.example',
    ],
  ])('%s: %s is read as %s', (kind, typed, text) => expect(readText(kind, typed).text).toBe(text));

  it.each<[TextKindName, unknown]>([
    ['userCode', 'A12345'],
    ['userCode', 'A١٢٣٤٥٦'],
    ['organismId', 'a b'],
    ['token', 'a\u00e9'],
    ['sha256', 'G'.repeat(64)],
    ['mailbox', 'zoe\u0000lan@ville.example'],
    ['mailbox', 'z\u200boe@ville.example'],
    ['mailbox', 'm\u0430rie@ville.example'],
    ['mailbox', 'marie'],
    ['mailbox', 'marie@ville'],
    // Cyrillic и in a Latin word, in the code of domains.
    ['mailbox', `marie@${domainToASCII('v\u0438lle.example')}`],
    ...[',', ';', '<', '>', '(', ')', '"', ':', '/', '..', '.-', '-.'].map(
      (between): [TextKindName, string] => ['mailbox', `marie@ville${between}mairie.example`],
    ),
    ['mailbox', 'marie@192.0.2.1'],
    ['mailbox', '.marie@ville.example'],
    ['mailbox', 'marie..petit@ville.example'],
    ['personName', { $ne: '' }],
    ['personName', ['Anne']],
    ['personName', 12],
    ['secret', null],
  ])('%s is never %j', (kind, typed) => expect(readText(kind, typed)).toMatchObject({ text: null }));
});

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const likelyText = fc.string({
  unit: fc.constantFrom(
    ...'aZé0 .@+-\u00a0\u0301\u0323\u0627\u064b\u05d0\u05b0\u0410\u03b1ﬁＡİßﾞ\r\n\ud83d\0',
  ),
  maxLength: 40,
});

it('what is read is read again as itself, and never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), fc.oneof(anyText, likelyText), (kind, typed) => {
      const { text } = readText(kind, typed);
      if (text !== null) expect(readText(kind, text)).toEqual({ text, fault: null });
    }),
    { numRuns: 3000 },
  );
});
