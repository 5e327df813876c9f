import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import { SEVERITY_NAMES } from '#anomalies';
import {
  BadRules,
  buildingBlocks,
  defaultRuleFiles,
  type FormatName,
  foreignRuleFiles,
  formats,
  type Rule,
  type Run,
  ruleFilesIn,
  rulesOf,
  type Surveilled,
  sentenceOf,
  surveil,
} from '#detection';
import { ConfigurationError, formatCount, inParis, SystemClock } from '#platform';
import { linesIn, readable, STANDARD_INPUT } from '../input.ts';
import { type JsonOption, print } from '../output.ts';

interface SurveilOptions extends JsonOption {
  readonly format: FormatName;
  readonly rules?: string;
  readonly year?: number;
  readonly utc?: boolean;
}

export function surveilCommand(): Command {
  return new Command('surveil')
    .description(
      'montre ce que les règles trouvent dans le journal d’un autre logiciel, sans registre ni réseau ; sort avec 1 quand des lignes n’ont pas pu être lues',
    )
    .argument('<file>', 'le journal, ou « - » pour l’entrée standard', readable)
    .addOption(
      new Option('--format <format>', 'ce que sont ses lignes')
        .choices(Object.keys(formats))
        .makeOptionMandatory(),
    )
    .option('--rules <dir>', 'un dossier de règles, au lieu de celles de Greffe')
    .option(
      '--year <year>',
      'sshd\u00a0: l’année de la dernière ligne (de la première, sur l’entrée standard), sinon d’après la date du fichier',
      wholeYear,
    )
    .option('--utc', 'les heures sans décalage sont universelles, et non celles de Paris')
    .option('--json', 'en JSON, pour un programme')
    .action(async (file: string, { format, rules, year, utc, json }: SurveilOptions) => {
      const isOnce = file === STANDARD_INPUT || !statSync(file).isFile();
      const inForce = rulesIn(rules);
      const found = await surveil(linesIn(file), formats[format], inForce, {
        latest: isOnce ? Date.parse(new SystemClock().now()) : statSync(file).mtimeMs,
        year: year ?? null,
        isUtc: utc ?? false,
        ahead: isOnce ? null : () => linesIn(file),
      });
      if (json) print(found.runs.map(asJson), { json });
      else if (found.runs.length > 0) print(found.runs.map(forPeople), {});
      process.stderr.write(`${summaryOf(found)}\n`);
      const { count, first } = found.unreadable;
      if (first) {
        throw new Error(
          `${formatCount(count, 'ligne illisible', 'lignes illisibles')}, la première\u00a0: ligne ${first.line}, ${first.reason}`,
        );
      }
    });
}

/** @throws ConfigurationError: rules that are wrong are a wrong call */
function rulesIn(folder: string | undefined): readonly Rule[] {
  try {
    if (folder === undefined) return rulesOf([...defaultRuleFiles(), ...foreignRuleFiles()]);
    const rules = rulesOf(ruleFilesIn(folder), buildingBlocks());
    if (rules.length > 0) return rules;
  } catch (error) {
    if (error instanceof BadRules)
      throw new ConfigurationError(`--rules ${folder}\u00a0: les règles sont à corriger\n${error.message}`);
  }
  throw new ConfigurationError(`--rules ${folder}\u00a0: il n’y a pas de règle (.yml) dans ce dossier`);
}

/** @throws ConfigurationError when it is none */
function wholeYear(given: string): number {
  if (/^(19|20)\d\d$/.test(given)) return Number(given);
  throw new ConfigurationError('--year\u00a0: une année est attendue, comme 2026');
}

/** Of the first hit, as far as its rule counts, and of those after it. */
const attemptsOf = ({ first, sequel }: Run<null>): number => first.count + sequel;

const forPeople = (run: Run<null>) => ({
  Quand: onTheWall(run.first.at),
  Gravité: SEVERITY_NAMES[run.first.rule.level],
  Règle: run.first.rule.title,
  Sur: run.first.key.join(', '),
  Tentatives: attemptsOf(run),
  Constat: sentenceOf(run.first),
});

const asJson = (run: Run<null>) => ({
  firstAt: new Date(run.first.at).toISOString(),
  lastAt: new Date(run.lastAt).toISOString(),
  level: run.first.rule.level,
  rule: run.first.rule.name,
  version: run.first.rule.version,
  key: run.first.key,
  attempts: attemptsOf(run),
  sentence: sentenceOf(run.first),
  lines: run.evidence.map(Number),
});

/** In Paris: « 2026-11-23 14:05:07 ». */
const onTheWall = (ms: number): string => inParis(new Date(ms).toISOString()).slice(0, 19).replace('T', ' ');

const summaryOf = ({ lines, observations, runs }: Surveilled): string =>
  [
    formatCount(lines, 'ligne lue', 'lignes lues'),
    formatCount(observations, 'événement regardé', 'événements regardés'),
    runs.length === 0 ? 'aucun constat' : formatCount(runs.length, 'constat'),
  ].join(', ');
