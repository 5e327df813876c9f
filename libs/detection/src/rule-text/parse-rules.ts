import { createHash } from 'node:crypto';
import { categories } from '../domain/observation.ts';
import { type EventRule, isOfCode, levels, type Moment, type Rule, sourcesOf } from '../domain/rule.ts';
import { unknownPlaceholders } from '../domain/sentence.ts';
import { parseExpression, predicateOf } from './expression.ts';
import { parseCorrelation } from './parse-correlation.ts';
import { type Path, RuleDocument, type RuleProblem } from './rule-document.ts';
import type { BodyOf, Described } from './rule-parts.ts';
import { parseSelection } from './selection.ts';

export interface RuleFile {
  /** As problems name it. */
  readonly name: string;
  /** One or more YAML documents. */
  readonly text: string;
}

export type Parsed =
  | {
      /** Those of the files, and then those of the base that they rest on. */
      readonly rules: readonly Rule[];
      /** How many are in the files themselves. */
      readonly own: number;
      readonly problems: readonly [];
    }
  | { readonly rules: null; readonly problems: readonly RuleProblem[] };

const KEYS_OF_GREFFE = ['version', 'article', 'sentence', 'basis'];
/** Those that a type of correlation has beside these. */
const KEYS_OF_TYPE: ReadonlyMap<string, readonly string[]> = new Map([
  ['event_count', ['range', 'reset', 'baseline']],
  ['value_count', ['range', 'reset']],
]);

/**
 * Rules from files, which may name each other: a subset of Sigma 2.1 (docs/detection.md), with what Greffe adds under `greffe`.
 * Either all of them are good, or every mistake is told.
 *
 * @param base rules that they may name as well; those that none of them names are left out
 */
export function parseRules(files: readonly RuleFile[], base: readonly RuleFile[] = []): Parsed {
  const problems: RuleProblem[] = [];
  const broken = new Set<string>();
  const known = draftsIn(files, problems, broken);
  const own = [...known.keys()];
  for (const [name, draft] of draftsIn(base, problems, broken)) if (!known.has(name)) known.set(name, draft);
  for (const draft of known.values()) {
    checkReferences(draft, known, broken);
    checkSentence(draft);
  }
  if (problems.length > 0) return { rules: null, problems };
  const wanted = [...known.values()].filter(({ rule }) =>
    own.some((name) => leadsTo(rule.name, name, known)),
  );
  const named = new Set(wanted.flatMap(({ rule }) => sourcesOf(rule)));
  const rules = wanted.map(({ rule }) => ({
    ...rule,
    generates: rule.generates || !named.has(rule.name),
    hash: hashOf(rule.name, known),
  }));
  return { rules, own: own.length, problems: [] };
}

/** A case about one network is shown to each Caf with its own codes alone: its sentence names none. */
function checkSentence({ document, rule }: Draft): void {
  if (isOfCode(rule) || !/\{(userCode|state)\}/.test(rule.sentence ?? '')) return;
  document.fail(['greffe', 'sentence'], 'elle ne nomme un code que si la règle regroupe par userCode');
}

interface Draft {
  readonly document: RuleDocument;
  readonly rule: Rule;
}

/** By name. Names of those that have mistakes go into `broken`: to name them is not another one. */
function draftsIn(
  files: readonly RuleFile[],
  problems: RuleProblem[],
  broken: Set<string>,
): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  for (const document of files.flatMap(({ name, text }) => RuleDocument.allIn(name, text, problems))) {
    const rule = parseRule(document);
    if (!rule) {
      const name = document.textOrNull(['name']) ?? document.textOrNull(['id']);
      if (name !== null) broken.add(name);
      continue;
    }
    if (drafts.has(rule.name)) document.fail(['name'], `« ${rule.name} » existe déjà`);
    drafts.set(rule.name, { document, rule });
  }
  return drafts;
}

function parseRule(document: RuleDocument): Rule | undefined {
  if (!document.map([])) return undefined;
  if (document.has(['correlation']) && document.has(['detection']))
    return document.fail(['correlation'], 'une règle a « detection » ou « correlation », pas les deux');
  // Both are read, so that the mistakes of both are told.
  const [described, body] = [describe(document), bodyOf(document)];
  return described && body && { ...described, ...body };
}

function bodyOf(document: RuleDocument): BodyOf<Rule> | undefined {
  if (document.has(['correlation'])) return parseCorrelation(document);
  if (document.has(['detection'])) return parseDetection(document);
  return document.fail([], 'il manque « detection » ou « correlation »');
}

function describe(document: RuleDocument): Described | undefined {
  const title = document.string(['title']);
  const name =
    document.has(['id']) && !document.has(['name']) ? document.string(['id']) : document.string(['name']);
  const level = document.has(['level']) ? document.oneOf(['level'], levels) : 'medium';
  const generates = document.flag(['generate']);
  if (document.has(['greffe'])) document.keys(['greffe'], keysOfGreffe(document));
  const own = (key: string) => (document.has(['greffe', key]) ? document.string(['greffe', key]) : null);
  const description = document.has(['description']) ? document.string(['description']) : null;
  const version = document.has(['greffe', 'version']) ? document.whole(['greffe', 'version'], 1) : 1;
  const [article, sentence, basis] = [own('article'), own('sentence'), own('basis')];
  for (const unknown of unknownPlaceholders(sentence ?? ''))
    document.fail(['greffe', 'sentence'], `« {${unknown}} » n’existe pas`);
  if (title === undefined || name === undefined || level === undefined || version === undefined)
    return undefined;
  if (article === undefined || sentence === undefined || basis === undefined) return undefined;
  if (generates === undefined || description === undefined) return undefined;
  const words = { title, description, article, sentence, basis };
  return { name, level, version, generates, hash: '', ...words };
}

function keysOfGreffe(document: RuleDocument): readonly string[] {
  const type = document.textOrNull(['correlation', 'type']) ?? '';
  return [...KEYS_OF_GREFFE, ...(KEYS_OF_TYPE.get(type) ?? [])];
}

function parseDetection(document: RuleDocument): BodyOf<EventRule> | undefined {
  const at: Path = ['detection'];
  const category = document.oneOf(['logsource', 'category'], categories);
  const names = Object.keys(document.map(at) ?? {}).filter((name) => name !== 'condition');
  if (names.length === 0) document.fail(at, 'il manque une sélection');
  const selections = new Map(
    names.map((name) => [name, parseSelection(document, [...at, name]) ?? NEVER] as const),
  );
  const condition = document.string([...at, 'condition']);
  if (category === undefined || condition === undefined) return undefined;
  try {
    const selects = predicateOf(parseExpression(condition, names), selections);
    return { kind: 'event', category, selects };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return document.fail([...at, 'condition'], error.message);
  }
}

const NEVER = (_: Moment) => false;

/** What a correlation names has to be there, and not lead back to it. */
function checkReferences(
  { document, rule }: Draft,
  known: ReadonlyMap<string, Draft>,
  broken: ReadonlySet<string>,
): void {
  for (const name of sourcesOf(rule)) {
    const isSource = rule.kind !== 'event' && rule.rules.includes(name);
    const path = isSource ? ['correlation', 'rules'] : ['greffe', 'reset'];
    if (!known.has(name) && !broken.has(name)) document.fail(path, `la règle « ${name} » n’existe pas`);
    else if (leadsTo(rule.name, name, known)) document.fail(path, `« ${name} » revient à elle-même`);
  }
}

function leadsTo(
  target: string,
  from: string,
  known: ReadonlyMap<string, Draft>,
  seen = new Set<string>(),
): boolean {
  if (from === target) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const draft = known.get(from);
  return draft !== undefined && sourcesOf(draft.rule).some((next) => leadsTo(target, next, known, seen));
}

/** Of the rule and of all that it rests on. */
function hashOf(name: string, known: ReadonlyMap<string, Draft>): string {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  const add = (one: string) => {
    if (seen.has(one)) return;
    seen.add(one);
    const { document, rule } = known.get(one)!;
    hash.update(document.text).update('\n---\n');
    for (const next of sourcesOf(rule)) add(next);
  };
  add(name);
  return hash.digest('hex');
}
