const BROWSERS: readonly (readonly [name: string, version: RegExp])[] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)\S* (?:Mobile\/\w+ )?Safari\//],
];
const SYSTEMS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];
const PROGRAM = /^([A-Za-z][\w.-]{0,39})\/(\d+)/;

/**
 * Browser and system as people tell them apart: `Firefox 140, Windows`. A program that is no browser goes by its own name
 * (`curl 8`); what says nothing of itself is `unknown`, what nobody knows `other`.
 */
export function browserOf(userAgent: string | null): string {
  if (userAgent === null) return 'unknown';
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return [`${name} ${version}`, systemOf(userAgent)].filter(Boolean).join(', ');
  }
  const [, program, version] = PROGRAM.exec(userAgent) ?? [];
  return program === undefined || program === 'Mozilla' ? 'other' : `${program} ${version}`;
}

const systemOf = (userAgent: string) => SYSTEMS.find(([, sign]) => sign.test(userAgent))?.[0];

/** The same for people: French words. */
export const browserName = (browser: string): string =>
  ({ unknown: 'navigateur non déclaré', other: 'autre navigateur' })[browser] ?? browser;
