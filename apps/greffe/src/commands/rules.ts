import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { RecordedAttempts } from '#connections';
import {
  buildingBlocks,
  defaultRuleFiles,
  PresentRules,
  parseRules,
  problemText,
  type Rule,
  type RuleFile,
  replay,
  rulesOf,
  type Side,
  without,
} from '#detection';
import { type CalendarDate, ConfigurationError, formatCount, isCalendarDate } from '#platform';
import { print } from '../output.ts';
import { withRegister } from '../with-register.ts';

export function rulesCommand(): Command {
  const rules = new Command('rules').description('les règles de surveillance');

  rules
    .command('check')
    .argument('<file...>', 'des fichiers de règles, qui peuvent se nommer les unes les autres')
    .description('dit chaque erreur, avec le fichier, la ligne et l’endroit')
    .option('--json', 'les erreurs en JSON, pour un programme')
    .action((files: string[], { json }: { json?: true }) => {
      const checked = parseRules(files.map(ruleFile), buildingBlocks());
      const { problems } = checked;
      if (json)
        print(
          problems.map((problem) => ({ ...problem })),
          { json },
        );
      else for (const problem of problems) process.stdout.write(`${problemText(problem)}\n`);
      if (checked.rules === null) throw new Error(formatCount(problems.length, 'erreur'));
      if (checked.own === 0) throw new Error('il n’y a aucune règle');
      if (!json) process.stdout.write(`${formatCount(checked.own, 'règle')}, aucune erreur\n`);
    });

  rules
    .command('replay')
    .argument('<file>', 'un fichier de règles')
    .description('ce que ses règles auraient trouvé, à côté de celles de même nom ; rien ne change')
    .requiredOption('--from <day>', 'premier jour, comme 2026-09-01', dayOption)
    .requiredOption('--to <day>', 'dernier jour, entier', dayOption)
    .option('--json', 'en JSON, pour un programme')
    .action(
      async (
        file: string,
        { from, to, ...options }: { from: CalendarDate; to: CalendarDate; json?: true },
      ) => {
        if (to < from) throw new ConfigurationError('--to\u00a0: le dernier jour est avant le premier');
        const drafts = rulesOf([ruleFile(file)], buildingBlocks());
        const names = drafts.filter(({ generates }) => generates).map(({ name }) => name);
        await withRegister(async (app) => {
          const present = await app.get(PresentRules, { strict: false }).active();
          const recorded = app.get(RecordedAttempts, { strict: false });
          const rows = [];
          for (const name of names) {
            const sides: Side[] = [
              { rules: present, name },
              { rules: drafts, name },
            ];
            let attempts = 0;
            const [before = [], after = []] = await replay(recorded, sides, { from, to }, (page) => {
              attempts += page.length;
            });
            const difference = {
              appear: without(after, before).length,
              vanish: without(before, after).length,
            };
            rows.push({ rule: name, attempts, present: before.length, draft: after.length, ...difference });
          }
          print(rows, options);
        });
      },
    );

  rules
    .command('list')
    .description(
      'les règles telles que Greffe les livre ; ce qu’un registre en a fait est sous « Règles de surveillance »',
    )
    .option('--json', 'en JSON, pour un programme')
    .action((options) =>
      print(
        rulesOf(defaultRuleFiles())
          .filter(({ generates }) => generates)
          .map(row),
        options,
      ),
    );

  return rules;
}

const dayOption = (given: string): CalendarDate => {
  if (isCalendarDate(given)) return given;
  throw new InvalidArgumentError('un jour est attendu, comme 2026-09-01');
};

/** @throws ConfigurationError when it cannot be read */
function ruleFile(name: string): RuleFile {
  try {
    return { name, text: readFileSync(name, 'utf8') };
  } catch {
    throw new ConfigurationError(`${name}\u00a0: ce fichier ne peut pas être lu`);
  }
}

const HASH_SHOWN = 12;
const SIGNS = { gte: '≥', gt: '>', lte: '≤', lt: '<', eq: '=', neq: '≠' } as const;

const row = (rule: Rule) => ({
  name: rule.name,
  title: rule.title,
  level: rule.level,
  version: rule.version,
  type: rule.kind,
  threshold: thresholdOf(rule),
  timespan: 'timespan' in rule ? rule.timespan.text : null,
  hash: rule.hash.slice(0, HASH_SHOWN),
});

/** « ≥ 5 »; null where a rule counts nothing. */
function thresholdOf(rule: Rule): string | null {
  if (!('bounds' in rule)) return null;
  return Object.entries(rule.bounds)
    .map(([comparison, value]) => `${SIGNS[comparison as keyof typeof SIGNS]} ${value}`)
    .join(', ');
}
