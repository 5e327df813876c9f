/** In the order of their keys, each with its name as it stands where it is the first of its object, and where it is not. */
type Members = readonly { readonly key: string; readonly first: string; readonly later: string }[];

/** Objects of the same keys, which stand in the same order. */
class Kind {
  /** Those that have one key more. */
  readonly longer = new Map<string, Kind>();
  members: Members | undefined;
}

/**
 * The members of objects of one kind are put in their order once. Found key by key: made into one text, the keys of each object
 * would have to be read again. Bounded, for keys may be data.
 */
const withoutKeys = new Kind();
const MOST_KINDS = 10_000;
let kinds = 1;

/** Texts that JSON has as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * The one JSON text of a value: keys in order, nothing between the tokens (RFC 8785, for whole numbers). As in all JSON, a member that
 * is undefined is none, so that a value and what is read back of it have one text.
 */
export function canonicalJson(value: unknown): string {
  // Every event that is sealed or verified goes through here, most of it as such texts.
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  if (typeof value !== 'object' || value === null) {
    // JSON has no word for it, and would have it be null: a database reads 1e400 so.
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((member = null) => canonicalJson(member)).join(',')}]`;
  let text = '{';
  for (const { key, first, later } of membersOf(Object.keys(value))) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) text += (text === '{' ? first : later) + canonicalJson(member);
  }
  return `${text}}`;
}

function membersOf(keys: readonly string[]): Members {
  const kind = kindOf(keys);
  if (!kind) return inOrder(keys);
  kind.members ??= inOrder(keys);
  return kind.members;
}

/** Undefined when too many are known. */
function kindOf(keys: readonly string[]): Kind | undefined {
  let kind = withoutKeys;
  for (const key of keys) {
    let longer = kind.longer.get(key);
    if (!longer) {
      if (kinds >= MOST_KINDS) return undefined;
      kinds++;
      longer = new Kind();
      kind.longer.set(key, longer);
    }
    kind = longer;
  }
  return kind;
}

const inOrder = (keys: readonly string[]): Members =>
  keys
    .toSorted()
    .map((key) => ({ key, first: `${JSON.stringify(key)}:`, later: `,${JSON.stringify(key)}:` }));
