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

/** One YAML document, read value by value; each mistake is told once, and what is wrong reads as `undefined`. */
export class RuleDocument {
  /** What the document says, as it would in JSON. */
  readonly content: unknown;

  private constructor(
    private readonly file: string,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
    private readonly problems: RuleProblem[],
    /** As it stands in the file, without what surrounds it. */
    readonly text: string,
  ) {
    this.content = document.toJS();
  }

  /** The documents of a file. One that is no YAML is a problem, and gives none. */
  static allIn(file: string, text: string, problems: RuleProblem[]): RuleDocument[] {
    const lines = new LineCounter();
    const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
    const documents = Array.isArray(parsed) ? parsed.filter(({ contents }) => contents !== null) : [];
    for (const { pos, message } of documents.flatMap(({ errors }) => errors)) {
      const { line } = lines.linePos(pos[0]);
      problems.push({ file, line, path: '', reason: `ce n’est pas du YAML (${message})` });
    }
    return documents
      .filter(({ errors }) => errors.length === 0)
      .map((document) => {
        const [from, to] = document.range;
        const own = text
          .slice(from, to)
          .replace(/^---\s*\n/, '')
          .trim();
        return new RuleDocument(file, document, lines, problems, own);
      });
  }

  fail(path: Path, reason: string): undefined {
    const { line } = this.lines.linePos(this.startOf(path));
    this.problems.push({ file: this.file, line, path: path.join('.'), reason });
  }

  has(path: Path): boolean {
    return valueAt(this.content, path) !== undefined;
  }

  map(path: Path): Readonly<Record<string, unknown>> | undefined {
    const value = valueAt(this.content, path);
    if (isMap(value)) return value;
    return this.fail(path, 'des noms et leurs valeurs sont attendus');
  }

  /** @param known the keys that may stand there; any when absent */
  keys(path: Path, known: readonly string[]): void {
    for (const key of Object.keys(this.map(path) ?? {})) {
      if (!known.includes(key)) this.fail([...path, key], `inconnu ici ; possibles : ${known.join(', ')}`);
    }
  }

  string(path: Path): string | undefined {
    const value = valueAt(this.content, path);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    return this.fail(path, 'un texte est attendu');
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
