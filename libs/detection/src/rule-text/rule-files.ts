import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../domain/rule.ts';
import { parseRules, type RuleFile } from './parse-rules.ts';
import { problemText } from './rule-document.ts';

const DEFAULT = join(import.meta.dirname, '../rules');
const FOREIGN = join(import.meta.dirname, '../formats/rules');

/** The files of rules in a folder, by name. @throws Error when there is no such folder */
export const ruleFilesIn = (folder: string): RuleFile[] =>
  readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

/** Those that Greffe comes with. */
export const defaultRuleFiles = (): RuleFile[] => ruleFilesIn(DEFAULT);

/** What is looked for in logs of others alone. */
export const foreignRuleFiles = (): RuleFile[] => ruleFilesIn(FOREIGN);

/** Those that rules of others may name without saying them again: failures, successes and the like. */
export const buildingBlocks = (): RuleFile[] =>
  defaultRuleFiles().filter(({ name }) => name === 'attempts.yml');

/** @throws BadRules */
export function rulesOf(files: readonly RuleFile[], base: readonly RuleFile[] = []): readonly Rule[] {
  const { rules, problems } = parseRules(files, base);
  if (rules === null) throw new BadRules(problems.map(problemText));
  return rules;
}

/** Each mistake is a line. */
export class BadRules extends Error {
  override readonly name = 'BadRules';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
