import { posix } from 'node:path';
import { type Import, type SourceFile, textOf } from './imports.ts';

/** The contexts, in the order in which they may know each other: only those of an earlier line. */
export const CONTEXT_ORDER: readonly (readonly string[])[] = [
  ['sealing'],
  ['conventions'],
  ['habilitations'],
  ['connections'],
  ['accounts'],
  ['detection'],
  ['declarations', 'anomalies', 'incidents', 'compliance', 'reviews'],
  ['sanctions'],
  ['notifications'],
  ['privacy'],
  ['audit-trail'],
  ['conformity'],
];

export const CONTEXTS = CONTEXT_ORDER.flat();

/** What every context leans on, and what each of these leans on itself. */
export const FOUNDATIONS: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  transparency: [],
  'event-sourcing': ['platform'],
};

/** Functions of a domain: they neither ask the clock, nor read, nor write, nor draw lots. */
const PURE_MODULES: Readonly<Record<string, readonly string[]>> = {
  '#platform': [
    'calendar/calendar.ts',
    'calendar/deadlines.ts',
    'calendar/durations.ts',
    'calendar/holidays.ts',
    'canonical-json.ts',
    'corrections.ts',
    'files/file-type.ts',
    'group-by.ts',
    'http/without-port.ts',
    'identity-provider/demands.ts',
    'ids.ts',
    'policy.ts',
    'refusal.ts',
    'sanctions.ts',
    'text/kinds.ts',
    'text/mailbox.ts',
    'text/person-name.ts',
    'text/siret.ts',
    'text/user-code.ts',
    'typography.ts',
  ].map((file) => `libs/platform/src/${file}`),
  '#transparency': ['hashing.ts', 'tiles.ts'].map((file) => `libs/transparency/src/${file}`),
  '#event-sourcing': ['decider.ts', 'personal-data/declaration.ts', 'position.ts'].map(
    (file) => `libs/event-sourcing/src/${file}`,
  ),
};

/** Pure functions that come with Node. */
const PURE_BUILTINS: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['createHash', 'createHmac'],
  'node:net': ['isIP', 'isIPv4', 'isIPv6'],
};

/** Where files of a kind belong within a context. */
const PLACES: readonly (readonly [kind: RegExp, place: RegExp, says: string])[] = [
  [/\.(controller|dto|pipe)\.ts$/, /^http\//, 'belongs in http/'],
  [/\.job\.ts$/, /^jobs\//, 'belongs in jobs/'],
  [/(^|\/)(projection|query)\.ts$/, /^read-models\/[a-z-]+\//, 'belongs in read-models/<name>/'],
  [/\.module\.ts$/, /^[a-z-]+\.module\.ts$/, 'belongs beside index.ts'],
];

/** A decider that is too long for one file has all of these (docs/architecture.md). */
const PARTS = ['.ts', '-events.ts', '-state.ts', '-decisions.ts'];
const PART = /^(domain\/.+)-(?:events|state|decisions)\.ts$/;

/** What is wrong with the imports of one file: sentences that name the file and the import. */
export function brokenBoundaries({ path, imports }: SourceFile): string[] {
  const [, library = '', place = ''] = /^libs\/([^/]+)\/src\/(.+)$/.exec(path) ?? [];
  const reasons = (one: Import) => [
    reachesPastIndex(path, library, one),
    outOfOrder(library, one),
    place.startsWith('domain/') ? impure(path, library, one) : null,
  ];
  return imports.flatMap((one) =>
    reasons(one)
      .filter((reason) => reason !== null)
      .map((reason) => `${path} imports '${one.from}': ${reason}`),
  );
}

/** Another library is known by its name alone. */
function reachesPastIndex(path: string, library: string, { from }: Import): string | null {
  if (from.startsWith('.')) {
    const target = posix.join(posix.dirname(path), from);
    return target.startsWith(`libs/${library}/src/`)
      ? null
      : 'a relative import stays within its own library';
  }
  if (/^#[^/]+\//.test(from))
    return `only ${from.split('/')[0]} itself may be imported, and /testing by tests`;
  return null;
}

function outOfOrder(library: string, { from }: Import): string | null {
  if (!from.startsWith('#')) return null;
  const other = from.slice(1).split('/')[0]!;
  if (other === library) return 'a library imports its own files by relative paths';
  const known = knownTo(library);
  return known.includes(other) ? null : `${library} may know only ${known.join(', ') || 'itself'}`;
}

function knownTo(library: string): readonly string[] {
  const foundation = FOUNDATIONS[library];
  if (foundation) return foundation;
  const rank = CONTEXT_ORDER.findIndex((contexts) => contexts.includes(library));
  return [...Object.keys(FOUNDATIONS), ...CONTEXT_ORDER.slice(0, Math.max(rank, 0)).flat()];
}

/**
 * A domain decides: it leans on its own files and on pure functions. Types leave no trace at run time: it may
 * also speak of what an earlier context has published, such as the outcome of an attempt.
 */
function impure(path: string, library: string, { from, values }: Import): string | null {
  if (from.startsWith('.')) {
    const target = posix.join(posix.dirname(path), from);
    return target.startsWith(`libs/${library}/src/domain/`) ? null : 'a domain imports only its own domain';
  }
  if (CONTEXTS.some((context) => from === `#${context}`) && values.length === 0) return null;
  const pure = PURE_MODULES[from] ? pureNamesOf(from) : PURE_BUILTINS[from];
  if (!pure) return 'a domain imports only its own domain, pure functions, and types of contexts it may know';
  const others = values.filter((name) => !pure.includes(name));
  return others.length > 0 ? `${others.join(', ')} is not one of the pure functions of ${from}` : null;
}

const pureNames = new Map<string, string[]>();

function pureNamesOf(library: string): string[] {
  const known = pureNames.get(library);
  if (known) return known;
  const names = (PURE_MODULES[library] ?? []).flatMap((file) =>
    [...textOf(file).matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => name!),
  );
  pureNames.set(library, names);
  return names;
}

/** What is wrong with the layout of a context: every context looks the same. */
export function brokenLayout(context: string, files: readonly SourceFile[]): string[] {
  const places = files.map(({ path }) => path.slice(`libs/${context}/src/`.length));
  const parted = new Set(places.flatMap((place) => PART.exec(place)?.[1] ?? []));
  const parts = [...parted].flatMap((decider) => PARTS.map((part) => decider + part));
  const missing = ['index.ts', `${context}.module.ts`, 'domain/', ...parts]
    .filter(
      (wanted) =>
        !places.some((place) => place === wanted || (wanted.endsWith('/') && place.startsWith(wanted))),
    )
    .map((wanted) => `libs/${context}/src has no ${wanted}`);
  const misplaced = places.flatMap((place) =>
    PLACES.filter(([kind, home]) => kind.test(place) && !home.test(place)).map(
      ([, , says]) => `libs/${context}/src/${place} ${says}`,
    ),
  );
  return [...missing, ...misplaced];
}
