import { ed25519 } from './ed25519.ts';
import { MalformedKey, signerFrom } from './key-text.ts';
import { signerOf, verifierOf } from './keys.ts';
import { MalformedNote, openNote, parseNote, signNote, UnverifiedNote } from './note.ts';

const VERIFIER_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const SIGNATURE =
  'Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=';
const TEXT = 'This is an example message.\n';
const NOTE = `${TEXT}\n— example.com/foo ${SIGNATURE}\n`;

const known = verifierOf(VERIFIER_KEY);
const signer = signerFrom(ed25519, 'greffe.example/registre', Buffer.alloc(32, 7));

describe('a signed note', () => {
  it('is opened by the key that has signed it', () => {
    expect(openNote(NOTE, [known])).toBe(TEXT);
    expect(openNote(Buffer.from(NOTE), [known])).toBe(TEXT);
    expect(known.verifierKey).toBe(VERIFIER_KEY);
  });

  it('is written so that it can be read: texts may hold empty lines', () => {
    const text = 'Premier\n\nSecond : été\n';
    const note = signNote(text, [signer]);
    expect(parseNote(note).text).toBe(text);
    expect(openNote(note, [known, verifierOf(signer.verifierKey)])).toBe(text);
    expect(openNote(note, [signerOf(signer.signerKey)])).toBe(text);
  });

  it('may be signed by others, who are not known', () => {
    const others = Array.from({ length: 16 }, (_, n) =>
      signerFrom(ed25519, `w${n}.example`, Buffer.alloc(32, n)),
    );
    const note = signNote(TEXT, [...others, signer]);
    expect(openNote(note, [signer])).toBe(TEXT);
    expect(() => openNote(note, [known])).toThrow(UnverifiedNote);
  });

  it('is refused whole when one known key has not signed what stands under its name', () => {
    const impostor = { ...signer, sign: () => Buffer.alloc(64) };
    expect(() => openNote(signNote(TEXT, [impostor]), [signer])).toThrow(UnverifiedNote);
    const other = signerFrom(ed25519, 'other.example', Buffer.alloc(32, 9));
    expect(() => openNote(signNote(TEXT, [other, impostor]), [signer, other])).toThrow(UnverifiedNote);
    expect(() => openNote(NOTE.replace('example message', 'example massage'), [known])).toThrow(
      UnverifiedNote,
    );
  });

  it.each([
    ['no empty line', `${TEXT}— example.com/foo ${SIGNATURE}\n`],
    ['no signature', `${TEXT}\n`],
    ['no newline at the end', NOTE.slice(0, -1)],
    ['another dash', NOTE.replace('—', '-')],
    ['a line that is no signature', `${NOTE}more\n`],
    ['a name with a plus', NOTE.replace('example.com/foo', 'example.com+foo')],
    ['a name with a space', NOTE.replace('example.com/foo', 'example.com\u00a0foo')],
    ['no name', NOTE.replace('example.com/foo ', '')],
    ['base64 without padding', NOTE.replace('aQM=', 'aQM')],
    ['base64 with bits to spare', NOTE.replace('aQM=', 'aQN=')],
    ['an id alone', `${TEXT}\n— example.com/foo Uw2QOg==\n`],
    ['a tab', NOTE.replace('an example', 'an\texample')],
    ['a carriage return', NOTE.replaceAll('\n', '\r\n')],
    ['half a character', NOTE.replace('an', '\ud800')],
    ['too many signatures', `${TEXT}\n${NOTE.slice(TEXT.length + 1).repeat(65)}`],
  ])('has not %s', (_, note) => expect(() => parseNote(note)).toThrow(MalformedNote));

  it('is UTF-8', () => {
    expect(() => parseNote(Buffer.concat([Buffer.from([0xff]), Buffer.from(NOTE)]))).toThrow(MalformedNote);
  });

  it('is not made of a text that could not be read again', () => {
    expect(() => signNote('no newline', [signer])).toThrow(MalformedNote);
    expect(() => signNote('a\ttab\n', [signer])).toThrow(MalformedNote);
  });
});

describe('a key', () => {
  it.each([
    ['another id', VERIFIER_KEY.replace('530d903a', '530d903b')],
    ['another name', VERIFIER_KEY.replace('foo', 'bar')],
    ['another type', VERIFIER_KEY.replace('+Aeky', '+Beky')],
    ['too few bytes', VERIFIER_KEY.slice(0, -4)],
    ['no name', VERIFIER_KEY.replace('example.com/foo', '')],
  ])('with %s is none', (_, key) => expect(() => verifierOf(key)).toThrow(MalformedKey));

  it('that signs is not read from one that verifies', () => {
    expect(() => signerOf(VERIFIER_KEY)).toThrow(MalformedKey);
    expect(() => signerFrom(ed25519, 'a name', Buffer.alloc(32))).toThrow(MalformedKey);
  });
});
