import { existsSync } from 'node:fs';
import { filesBelow, textOf } from './imports.ts';

/** The requirements of OWASP ASVS 5.0.0 at levels 1 and 2, by chapter. */
const REQUIRED = [
  ...['3.2.1', '3.2.2', '3.3.1', '3.3.2', '3.3.3', '3.3.4', '3.4.1', '3.4.2', '3.4.3', '3.4.4', '3.4.5'],
  ...['3.4.6', '3.5.1', '3.5.2', '3.5.3', '3.5.4', '3.5.5', '3.7.1', '3.7.2'],
  ...['6.1.1', '6.1.2', '6.1.3', '6.2.1', '6.2.2', '6.2.3', '6.2.4', '6.2.5', '6.2.6', '6.2.7', '6.2.8'],
  ...['6.2.9', '6.2.10', '6.2.11', '6.2.12', '6.3.1', '6.3.2', '6.3.3', '6.3.4', '6.4.1', '6.4.2', '6.4.3'],
  ...['6.4.4', '6.5.1', '6.5.2', '6.5.3', '6.5.4', '6.5.5', '6.6.1', '6.6.2', '6.6.3', '6.8.1', '6.8.2'],
  ...['6.8.3', '6.8.4'],
  ...['7.1.1', '7.1.2', '7.1.3', '7.2.1', '7.2.2', '7.2.3', '7.2.4', '7.3.1', '7.3.2', '7.4.1', '7.4.2'],
  ...['7.4.3', '7.4.4', '7.4.5', '7.5.1', '7.5.2', '7.6.1', '7.6.2'],
  ...['8.1.1', '8.1.2', '8.2.1', '8.2.2', '8.2.3', '8.3.1', '8.4.1'],
  ...['9.1.1', '9.1.2', '9.1.3', '9.2.1', '9.2.2', '9.2.3', '9.2.4'],
  ...['10.1.1', '10.1.2', '10.2.1', '10.2.2', '10.3.1', '10.3.2', '10.3.3', '10.3.4', '10.4.1', '10.4.2'],
  ...['10.4.3', '10.4.4', '10.4.5', '10.4.6', '10.4.7', '10.4.8', '10.4.9', '10.4.10', '10.4.11', '10.5.1'],
  ...['10.5.2', '10.5.3', '10.5.4', '10.5.5', '10.6.1', '10.6.2', '10.7.1', '10.7.2', '10.7.3'],
];
const VERDICTS = ['yes', 'in part', 'no', 'not ours'];

const document = textOf('docs/security.md');
const rows = [...document.matchAll(/^\| (\d+\.\d+\.\d+) \|(.*)\|$/gm)].map(([, number, rest]) => {
  const [asked = '', kept = '', how = '', test = ''] = rest!.split(' | ').map((cell) => cell.trim());
  return { number: number!, asked, kept, how, test };
});
const pathsIn = (text: string) =>
  [...text.matchAll(/`((?:apps|libs|test|docs)\/[^`]+)`/g)].map(([, path]) => path!);
const pages = filesBelow('apps/web/src').filter((path) => /\.tsx?$/.test(path));
const ofPages = (said: RegExp) => pages.filter((path) => said.test(textOf(path)));

describe('docs/security.md', () => {
  it('has each requirement once', () => {
    expect(rows.map(({ number }) => number)).toEqual(REQUIRED);
  });

  it.each(rows)('$number says how it is kept, and where that is tried', ({ asked, kept, how, test }) => {
    expect(VERDICTS).toContain(kept);
    expect([asked, how]).not.toContain('');
    const tests = pathsIn(test);
    expect(tests.length > 0 || (kept === 'not ours' && test === '–')).toBe(true);
    for (const path of tests) expect(path).toMatch(/\.spec\.ts$/);
    for (const path of [...tests, ...pathsIn(how)]) expect([path, existsSync(path)]).toEqual([path, true]);
  });

  it('explains each that is not wholly kept, and no other', () => {
    const explained = document.slice(document.indexOf('## What is not kept'));
    const named = [...explained.matchAll(/\*\*([\d., ]+)\*\*/g)].flatMap(([, numbers]) =>
      numbers!.split(', '),
    );
    const missing = rows.filter(({ kept }) => kept === 'no' || kept === 'in part');
    expect(named.sort()).toEqual(missing.map(({ number }) => number).sort());
  });
});

it('a second factor has one name in French, whoever reads it', () => {
  const told = ['apps', 'libs'].flatMap(filesBelow).filter((path) => /\.(tsx?|typ)$/.test(path));
  expect(told.filter((path) => /seconds? facteurs?/i.test(textOf(path)))).toEqual([]);
  expect(textOf('docs/glossary.md')).toContain('| seconde vérification ');
});

describe('What no page does', () => {
  it('hides no password field from paste or from a password manager, and shows none by itself', () => {
    const field = textOf('apps/web/src/components/fields/PasswordField.tsx');
    expect(field).toContain(`type={isShown ? 'text' : 'password'}`);
    expect(field).toContain('useState(false)');
    expect(ofPages(/onPaste|autoComplete="off"[^>]*type="password"/)).toEqual([]);
    expect(ofPages(/type=["{]?'?password/)).toEqual([]);
  });

  it('asks no secret question, puts no HTML into itself, and talks to no other window', () => {
    expect(ofPages(/question secrète|passwordHint/i)).toEqual([]);
    expect(
      ofPages(/dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write/),
    ).toEqual([]);
    // Other tabs hear on a channel of their own origin, and nothing is said on it.
    expect(ofPages(/postMessage|addEventListener\('message'|<(embed|applet|iframe)\b|<object data/)).toEqual([
      'apps/web/src/api/other-tabs.ts',
    ]);
    expect(textOf('apps/web/src/api/other-tabs.ts')).toMatch(
      /^const channel = new BroadcastChannel\('greffe-session'\);$/m,
    );
    expect(textOf('apps/web/src/api/other-tabs.ts').match(/postMessage\(.*?\)/g)).toEqual([
      'postMessage(null)',
    ]);
  });
});
