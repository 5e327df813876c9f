import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';

/** One mistake in a file of rules, with its line, and where in the document it is: `correlation.timespan`. In French. */
export interface RuleProblem {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly reason: string;
}

export const problemText = ({ file, line, path, reason }: RuleProblem): string =>
  `${file}:${line}${path === '' ? '' : ` ${path}`} : ${reason}`;

export type Path = readonly (string | number)[];

/**
 * One YAML document, read value by value; each mistake is told once, and what is wrong reads as `undefined`. Within what is wrong
 * nothing more is.
 */
export class RuleDocument {
  readonly #told: RuleProblem[] = [];

  private constructor(
    private readonly file: string,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
    private readonly problems: RuleProblem[],
    /** As it stands in the file, without what surrounds it. */
    readonly text: string,
    /** What the document says, as it would in JSON. */
    readonly content: unknown,
  ) {}

  /** The documents of a file. One that is no YAML is a problem, and gives none. */
  static allIn(file: string, text: string, problems: RuleProblem[]): RuleDocument[] {
    const lines = new LineCounter();
    const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
    const documents = Array.isArray(parsed) ? parsed.filter(({ contents }) => contents !== null) : [];
    const notYaml = (offset: number, message: string) => {
      const { line } = lines.linePos(offset);
      problems.push({ file, line, path: '', reason: `ce n’est pas du YAML (${message})` });
    };
    return documents.flatMap((document) => {
      const [error] = document.errors;
      const [start, end] = document.range;
      const own = text
        .slice(start, end)
        .replace(/^---\s*\n/, '')
        .trim();
      try {
        if (!error) return [new RuleDocument(file, document, lines, problems, own, document.toJS())];
        notYaml(error.pos[0], error.message);
      } catch (unresolved) {
        // An alias that leads nowhere, or to more than any rule has.
        if (!(unresolved instanceof ReferenceError)) throw unresolved;
        notYaml(start, unresolved.message);
      }
      return [];
    });
  }

  fail(path: Path, reason: string): undefined {
    const { line } = this.lines.linePos(this.startOf(path));
    const problem = { file: this.file, line, path: path.join('.'), reason };
    if (this.#told.some((told) => isWithin(problem, told))) return;
    this.#told.push(problem);
    this.problems.push(problem);
  }

  has(path: Path): boolean {
    return valueAt(this.content, path) !== undefined;
  }

  map(path: Path): Readonly<Record<string, unknown>> | undefined {
    const value = valueAt(this.content, path);
    if (isMap(value)) return value;
    return this.fail(path, 'des noms et leurs valeurs sont attendus');
  }

  /** Whether those that stand there are names that are `known`. */
  keys(path: Path, known: readonly string[]): boolean {
    const map = this.map(path);
    const unknown = Object.keys(map ?? {}).filter((key) => !known.includes(key));
    for (const key of unknown) this.fail([...path, key], `inconnu ici ; possibles : ${known.join(', ')}`);
    return map !== undefined && unknown.length === 0;
  }

  string(path: Path): string | undefined {
    const value = valueAt(this.content, path);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    return this.fail(path, 'un texte est attendu');
  }

  /** Null when there is none, which is no mistake here. */
  textOrNull(path: Path): string | null {
    const value = valueAt(this.content, path);
    return typeof value === 'string' ? value.trim() : null;
  }

  oneOf<T extends string>(path: Path, values: readonly T[]): T | undefined {
    const value = valueAt(this.content, path);
    const found = values.find((candidate) => candidate === value);
    return found ?? this.fail(path, `une de ces valeurs est attendue : ${values.join(', ')}`);
  }

  /** False when it is not there. */
  flag(path: Path): boolean | undefined {
    const value = valueAt(this.content, path) ?? false;
    return typeof value === 'boolean' ? value : this.fail(path, 'true ou false est attendu');
  }

  whole(path: Path, least = 0): number | undefined {
    const value = valueAt(this.content, path);
    if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
    return this.fail(path, `un nombre entier d’au moins ${least} est attendu`);
  }

  /** A list of different texts, at least one; a single text counts as a list of one. */
  strings(path: Path): readonly string[] | undefined {
    const value = valueAt(this.content, path);
    const list = typeof value === 'string' ? [value] : value;
    const good =
      Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string' && item !== '');
    if (!good || new Set(list).size < list.length)
      return this.fail(path, 'une liste de textes différents est attendue');
    return list as string[];
  }

  /** Where it begins; where its nearest surrounding begins, when there is none. */
  private startOf(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return this.document.contents?.range?.[0] ?? 0;
  }
}

/** The same, or about a part of what was wrong as a whole. */
const isWithin = ({ path, reason }: RuleProblem, told: RuleProblem): boolean =>
  path === told.path ? reason === told.reason : told.path === '' || path.startsWith(`${told.path}.`);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    content,
  );
