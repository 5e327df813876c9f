import { parseDocument } from 'yaml';
import type { Rule } from '../domain/rule.ts';
import type { RuleFile } from './parse-rules.ts';
import { RuleDocument } from './rule-document.ts';
import { rulesOf } from './rule-files.ts';

/** What rules say instead of what they came with, by name; null for one that was retired. */
export type RuleChanges = Readonly<Record<string, string | null>>;

/** @throws BadRules */
export const changedRules = (files: readonly RuleFile[], changes: RuleChanges): readonly Rule[] =>
  rulesOf(files.map(({ name, text }) => ({ name, text: changedText(name, text, changes) })));

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

function changedText(file: string, text: string, changes: RuleChanges): string {
  return RuleDocument.allIn(file, text, [])
    .map((document) => {
      const change = changes[nameOf(document)];
      return change === undefined ? document.text : change;
    })
    .filter((one) => one !== null)
    .join('\n---\n');
}

const nameOf = ({ content }: RuleDocument): string =>
  String((content as { name?: unknown } | null)?.name ?? '');
