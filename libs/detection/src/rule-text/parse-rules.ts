import { createHash } from 'node:crypto';
import { categories } from '../domain/observation.ts';
import { type EventRule, levels, type Moment, type Rule } from '../domain/rule.ts';
import { unknownPlaceholders } from '../domain/sentence.ts';
import { parseExpression, predicateOf } from './expression.ts';
import { parseCorrelation } from './parse-correlation.ts';
import { type Path, RuleDocument, type RuleProblem } from './rule-document.ts';
import { parseSelection } from './selection.ts';

export interface RuleFile {
  /** As problems name it. */
  readonly name: string;
  /** One or more YAML documents. */
  readonly text: string;
}

export type Parsed =
  | { readonly rules: readonly Rule[]; readonly problems: readonly [] }
  | { readonly rules: null; readonly problems: readonly RuleProblem[] };

const KEYS_OF_GREFFE = ['version', 'article', 'sentence', 'basis', 'range', 'reset', 'baseline'];

/**
 * Rules from files, which may name each other: a subset of Sigma 2.1 (docs/detection.md), with what Greffe adds under `greffe`.
 * Either all of them are good, or every mistake is told.
 */
export function parseRules(files: readonly RuleFile[]): Parsed {
  const problems: RuleProblem[] = [];
  const documents = files.flatMap(({ name, text }) => RuleDocument.allIn(name, text, problems));
  const drafts = documents.map((document) => ({ document, rule: parseRule(document) }));
  const known = new Map<string, Draft>();
  for (const { document, rule } of drafts) {
    if (!rule) continue;
    if (known.has(rule.name)) document.fail(['name'], `« ${rule.name} » existe déjà`);
    known.set(rule.name, { document, rule });
  }
  for (const draft of known.values()) checkReferences(draft, known);
  if (problems.length > 0) return { rules: null, problems };
  const named = new Set([...known.values()].flatMap(({ rule }) => referencesOf(rule)));
  const rules = [...known.values()].map(({ rule }) => ({
    ...rule,
    generates: rule.generates || !named.has(rule.name),
    hash: hashOf(rule.name, known),
  }));
  return { rules, problems: [] };
}

interface Draft {
  readonly document: RuleDocument;
  readonly rule: Rule;
}

function parseRule(document: RuleDocument): Rule | undefined {
  const description = describe(document);
  if (!description) return undefined;
  if (document.has(['correlation'])) return parseCorrelation(document, description);
  if (document.has(['detection'])) return parseDetection(document, description);
  return document.fail([], 'il manque « detection » ou « correlation »');
}

/** What every rule says of itself; its hash is made once all are known that it rests on. */
export type Described = Omit<EventRule, 'kind' | 'category' | 'selects'>;

function describe(document: RuleDocument): Described | undefined {
  const title = document.string(['title']);
  const name = document.has(['name']) ? document.string(['name']) : document.string(['id']);
  const level = document.has(['level']) ? document.oneOf(['level'], levels) : 'medium';
  const generates = document.flag(['generate']);
  if (document.has(['greffe'])) document.keys(['greffe'], KEYS_OF_GREFFE);
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

function parseDetection(document: RuleDocument, described: Described): EventRule | undefined {
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
    return { ...described, kind: 'event', category, selects };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return document.fail([...at, 'condition'], error.message);
  }
}

const NEVER = (_: Moment) => false;

const referencesOf = (rule: Rule): readonly string[] =>
  rule.kind === 'event' ? [] : [...rule.rules, ...('reset' in rule ? rule.reset : [])];

/** What a correlation names has to be there, and not lead back to it. */
function checkReferences({ document, rule }: Draft, known: ReadonlyMap<string, Draft>): void {
  for (const name of referencesOf(rule)) {
    if (!known.has(name)) document.fail(['correlation', 'rules'], `la règle « ${name} » n’existe pas`);
    else if (leadsTo(rule.name, name, known))
      document.fail(['correlation', 'rules'], `« ${name} » revient à elle-même`);
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
  return draft !== undefined && referencesOf(draft.rule).some((next) => leadsTo(target, next, known, seen));
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
    for (const next of referencesOf(rule)) add(next);
  };
  add(name);
  return hash.digest('hex');
}
