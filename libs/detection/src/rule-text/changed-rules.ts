import { parseDocument } from 'yaml';
import type { Range, Rule } from '../domain/rule.ts';
import type { RuleFile } from './parse-rules.ts';
import { RuleDocument } from './rule-document.ts';
import { rulesOf } from './rule-files.ts';

export interface RuleChange {
  /** Null where it is as Greffe comes with it. */
  readonly threshold: number | null;
  readonly version: number | null;
  readonly isRetired: boolean;
}

/** What the log has made of rules, by name. Their words are those of the files: a release that changes them stops nothing. */
export type RuleChanges = Readonly<Record<string, RuleChange>>;

export const UNCHANGED: RuleChange = { threshold: null, version: null, isRetired: false };

/** All of them, those that were retired as well. @throws BadRules */
export const changedRules = (files: readonly RuleFile[], changes: RuleChanges): readonly Rule[] =>
  rulesOf(files.map(({ name, text }) => ({ name, text: changedText(name, text, changes) })));

/** Those that find something. The others are left out once all are read: what only they name makes no hits of its own. */
export const activeRules = (files: readonly RuleFile[], changes: RuleChanges): readonly Rule[] =>
  changedRules(files, changes).filter(({ name }) => !changes[name]?.isRetired);

/** The document of that rule as it stands in the files; null when there is none. */
export function textOf(files: readonly RuleFile[], rule: string): string | null {
  const documents = files.flatMap(({ name, text }) => RuleDocument.allIn(name, text, []));
  return documents.find((document) => nameOf(document) === rule)?.text ?? null;
}

/** The same rule with another threshold and version. Comments and order stay. */
export function withThreshold(text: string, threshold: number, version: number): string {
  const document = parseDocument(text);
  const { condition } = (document.toJS() as { correlation: { condition: Record<string, unknown> } })
    .correlation;
  const comparison = ['gte', 'gt', 'eq'].find((name) => name in condition) ?? 'gte';
  document.setIn(['correlation', 'condition', comparison], threshold);
  document.setIn(['greffe', 'version'], version);
  return document.toString();
}

/** The nearest threshold that the bounds allow, which a release may have narrowed; its own where it leaves no choice any more. */
function changedText(file: string, text: string, changes: RuleChanges): string {
  return RuleDocument.allIn(file, text, [])
    .map((document) => {
      const { threshold, version } = changes[nameOf(document)] ?? UNCHANGED;
      const { range, version: released = 1 } = contentOf(document).greffe ?? {};
      if (threshold === null || !range) return document.text;
      const allowed = Math.min(Math.max(threshold, range.least), range.most);
      // Never the version that the release has: it says something else.
      return withThreshold(document.text, allowed, Math.max(version ?? 1, released + 1));
    })
    .join('\n---\n');
}

interface Content {
  readonly name?: string;
  readonly greffe?: { readonly version?: number; readonly range?: Range };
}

const contentOf = ({ content }: RuleDocument): Content => (content as Content | null) ?? {};
const nameOf = (document: RuleDocument): string => contentOf(document).name ?? '';
