/** A condition of Sigma: names of selections or rules, joined by `and`, `or`, `not` and parentheses. */
export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] };

/** `1 of …` and `all of …`. */
const CHOICES: ReadonlyMap<string, 'or' | 'and'> = new Map([
  ['1', 'or'],
  ['all', 'and'],
]);

const TOKENS = /\(|\)|[^\s()]+/g;

/**
 * `known` are the names that may stand in it, which `1 of …` and `all of …` choose from.
 * @throws SyntaxError with a French sentence
 */
export function parseExpression(text: string, known: readonly string[]): Expression {
  const tokens = text.match(TOKENS) ?? [];
  let next = 0;
  const peek = () => tokens[next]?.toLowerCase();
  const takes = (word: string) => {
    if (peek() !== word) return false;
    next++;
    return true;
  };

  function joined(kind: 'and' | 'or', operand: () => Expression): Expression {
    const of = [operand()];
    while (takes(kind)) of.push(operand());
    return of.length === 1 ? of[0]! : { kind, of };
  }
  const disjunction = (): Expression => joined('or', conjunction);
  const conjunction = (): Expression => joined('and', negation);
  const negation = (): Expression => (takes('not') ? { kind: 'not', of: negation() } : primary());

  function primary(): Expression {
    if (takes('(')) {
      const inner = disjunction();
      if (!takes(')')) throw new SyntaxError('il manque une parenthèse fermante');
      return inner;
    }
    const kind = CHOICES.get(peek() ?? '');
    if (kind && tokens[next + 1]?.toLowerCase() === 'of') {
      const pattern = tokens[next + 2];
      if (pattern === undefined) throw new SyntaxError('elle s’arrête trop tôt');
      next += 3;
      return { kind, of: chosenBy(pattern, known).map((name) => ({ kind: 'name', name })) };
    }
    const name = tokens[next++];
    if (name === undefined) throw new SyntaxError('elle s’arrête trop tôt');
    if (!known.includes(name)) throw new SyntaxError(`« ${name} » n’y est pas défini`);
    return { kind: 'name', name };
  }

  const expression = disjunction();
  if (next < tokens.length) throw new SyntaxError(`« ${tokens[next]} » est de trop`);
  return expression;
}

/** `them`, or names that begin alike: `night*`. */
function chosenBy(pattern: string, known: readonly string[]): readonly string[] {
  const beginning = pattern.replace(/\*$/, '');
  const chosen = pattern === 'them' ? known : known.filter((name) => name.startsWith(beginning));
  if (chosen.length === 0) throw new SyntaxError(`rien ne correspond à « ${pattern} »`);
  return chosen;
}

export type Predicate<T> = (value: T) => boolean;

/** What an expression says, where `predicates` says it of each name. */
export function predicateOf<T>(
  expression: Expression,
  predicates: ReadonlyMap<string, Predicate<T>>,
): Predicate<T> {
  if (expression.kind === 'name') return predicates.get(expression.name)!;
  if (expression.kind === 'not') {
    const inner = predicateOf(expression.of, predicates);
    return (value) => !inner(value);
  }
  const inner = expression.of.map((part) => predicateOf(part, predicates));
  // Without `every` and `some`, which would make a closure for each value that is looked at.
  const decides = expression.kind === 'or';
  return (value) => {
    for (const holds of inner) if (holds(value) === decides) return decides;
    return !decides;
  };
}
