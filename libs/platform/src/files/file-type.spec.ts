import { fileTypeOf, nameOf } from './file-type.ts';
import { JPEG, PDF, PNG } from './files.fixture.ts';

describe('what a file is, by what is in it', () => {
  it('knows a PDF, a PNG, a JPEG', () => {
    expect(fileTypeOf(PDF)).toBe('application/pdf');
    expect(fileTypeOf(PNG)).toBe('image/png');
    expect(fileTypeOf(JPEG)).toBe('image/jpeg');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('Bonjour')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['an image of lines, which may hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a program', Buffer.from('MZ\u0090\0\u0003', 'latin1')],
    ['an archive', Buffer.from('PK\u0003\u0004', 'latin1')],
    ['a PDF that was cut', PDF.subarray(0, -7)],
    ['a page that ends as a PDF', Buffer.concat([Buffer.from('<html>'), PDF])],
    ['a PNG that was cut', PNG.subarray(0, -4)],
    [
      'a PNG whose first chunk is another',
      Buffer.concat([PNG.subarray(0, 12), Buffer.from('tEXt'), PNG.subarray(16)]),
    ],
    ['the beginning of a JPEG', JPEG.subarray(0, 4)],
    ['a JPEG without an image', Buffer.concat([JPEG.subarray(0, 20), Buffer.from([0xff, 0xd9])])],
  ])('takes %s for none of them', (_, bytes) => expect(fileTypeOf(bytes)).toBeNull());
});

it('gives a file back under a name with the ending of what it is', () => {
  expect(nameOf('Attestation.PDF', 'application/pdf')).toBe('Attestation.PDF');
  expect(nameOf('facture.pdf.exe', 'application/pdf')).toBe('facture.pdf.exe.pdf');
  expect(nameOf('photo.jpeg', 'image/jpeg')).toBe('photo.jpeg');
  expect(nameOf('capture', 'image/png')).toBe('capture.png');
});
