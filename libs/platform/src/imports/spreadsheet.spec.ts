import fc from 'fast-check';
import { BYTE_ORDER_MARK, csvLine } from '../csv.ts';
import { readSpreadsheet } from './spreadsheet.ts';

const utf8 = (text: string) => Buffer.from(text);
const HEADER = ['Nom', 'Prénom'];
const ONE = { header: HEADER, rows: [{ number: 2, cells: ['Lefèvre', 'Zoé'] }] };

describe('a table saved by a spreadsheet', () => {
  it.each([
    ['semicolons', utf8('Nom;Prénom\nLefèvre;Zoé\n')],
    ['commas', utf8('Nom,Prénom\nLefèvre,Zoé')],
    ['tabs', utf8('Nom\tPrénom\r\nLefèvre\tZoé\r\n')],
    ['quotes', utf8('"Nom";"Prénom"\n"Lefèvre";"Zoé"')],
    ['a byte order mark', utf8(`${BYTE_ORDER_MARK}Nom;Prénom\r\nLefèvre;Zoé\r\n`)],
    ['Windows-1252', Buffer.from('Nom;Pr\xe9nom\r\nLef\xe8vre;Zo\xe9\r\n', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffNom;Prénom\r\nLefèvre;Zoé\r\n', 'utf16le')],
    ['a hint for Excel', utf8('sep=;\r\n"Nom";Prénom\r\nLefèvre;="Zoé"\r\n')],
    ['spaces around the cells', utf8(' Nom ; Prénom\n  Lefèvre ;Zoé  ')],
  ])('is read with %s', (_, bytes) => {
    expect(readSpreadsheet(bytes)).toEqual(ONE);
  });

  it('reads the apostrophe and the ligatures of French in Windows-1252', () => {
    const bytes = Buffer.from('Date d\x92effet;Ville\r\n01/01/2027;Mons-en-Bar\x9cul\r\n', 'latin1');
    expect(readSpreadsheet(bytes)).toEqual({
      header: ['Date d’effet', 'Ville'],
      rows: [{ number: 2, cells: ['01/01/2027', 'Mons-en-Barœul'] }],
    });
  });

  it('numbers rows as the spreadsheet does, and leaves out those without text', () => {
    const { rows } = readSpreadsheet(utf8('Nom;Prénom\n;\n\nLefèvre;Zoé\n;;;\nRoux;Anne\n'));
    expect(rows.map(({ number }) => number)).toEqual([4, 6]);
  });

  it('keeps separators, quotes and line breaks of a cell', () => {
    const { rows } = readSpreadsheet(utf8('Nom;Prénom\n"a;b";"dit ""Zoé""\net autre"'));
    expect(rows).toEqual([{ number: 2, cells: ['a;b', 'dit "Zoé"\net autre'] }]);
  });

  it.each([
    ['nothing', ''],
    ['a blank header', ';;\nLefèvre;Zoé'],
    ['a quote that is left open', 'Nom;Prénom\n"Lefèvre;Zoé'],
    ['a quote within a cell', 'Nom;Prénom\n"Lef"èvre;Zoé'],
    ['what is no text', '%PDF-1.7\u0000;a\nb;c'],
  ])('refuses %s', (_, text) => {
    expect(() => readSpreadsheet(utf8(text))).toThrow(expect.objectContaining({ code: 'no-table' }));
  });

  it.each([
    ['.xlsx or .ods', Buffer.from('PK\u0003\u0004\u0014\u0000', 'latin1')],
    ['.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['.pdf', utf8('%PDF-1.7')],
  ])('says what to save instead of %s', (_, bytes) => {
    expect(() => readSpreadsheet(bytes)).toThrow(
      expect.objectContaining({ code: 'no-table', message: expect.stringContaining('au format CSV') }),
    );
  });

  it('reads on past blank rows, not past the most rows, and leaves out those that end the file', () => {
    const end = `Roux;Anne${'\n;;;'.repeat(20_000)}\n`;
    expect(readSpreadsheet(utf8(`Nom;Prénom\n${'\n'.repeat(4999)}${end}`)).rows).toEqual([
      { number: 5001, cells: ['Roux', 'Anne'] },
    ]);
    for (const rows of ['\n'.repeat(5001), 'a;b\n'.repeat(5001)]) {
      const read = () => readSpreadsheet(utf8(`Nom;Prénom\n${rows}${end}`));
      expect(read).toThrow(expect.objectContaining({ code: 'too-many-lines' }));
    }
  });

  it('reads what is exported here', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'é', ';', '"', ',', ' b', '’', '1') })
      .map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('x'), cell), { maxLength: 5 }), (rows) => {
        const text = BYTE_ORDER_MARK + [HEADER, ...rows].map(csvLine).join('');
        expect(readSpreadsheet(utf8(text)).rows.map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });

  it('answers anything that is sent, or refuses it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(readSpreadsheet(bytes).header).toEqual(expect.any(Array));
        } catch (error) {
          expect(error).toMatchObject({ code: 'no-table' });
        }
      }),
    );
  });
});
