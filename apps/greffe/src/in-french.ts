import type { Command, CommanderError, Option } from 'commander';

const TITLES: Record<string, string> = {
  'Usage:': 'Usage\u00a0:',
  'Arguments:': 'Arguments\u00a0:',
  'Options:': 'Options\u00a0:',
  'Commands:': 'Commandes\u00a0:',
};

/** What is wrong with a call, of the words that Commander quotes in its own sentence: the first is what it is about. */
const FAULTS: Record<string, (about: string, given: string) => string> = {
  'commander.unknownCommand': (name) => `commande inconnue\u00a0: ${name}`,
  'commander.unknownOption': (flag) => `option inconnue\u00a0: ${flag}`,
  'commander.missingArgument': (name) => `il manque <${name}>`,
  'commander.missingMandatoryOptionValue': (flags) => `il manque ${flags}`,
  'commander.optionMissingArgument': (flags) => `il manque ce qui suit ${flags}`,
  'commander.excessArguments': (name) => `${name}\u00a0: il y a des mots de trop`,
  'commander.invalidArgument': (flags, given) => `${flags}\u00a0: «\u00a0${given}\u00a0» n’est pas admis`,
};

/** What Commander says of a call, in one line. */
export function faultInFrench({ code, message }: CommanderError): string {
  const [about = '', given = ''] = [...message.matchAll(/'([^']*)'/g)].map(([, word]) => word!);
  const said = FAULTS[code]?.(about, given) ?? message;
  const [, hint] = /is invalid\. (.+)$/s.exec(message) ?? [];
  return hint ? `${said} (${hint.replace(/^Allowed choices are (.+)\.$/s, 'au choix\u00a0: $1')})` : said;
}

/** The help of a command and of all below it, which Commander would write in English around our own words. */
export function inFrench(command: Command): Command {
  command
    .helpOption('-h, --help', 'affiche cette aide')
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title, optionDescription })
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  if (command.commands.length > 0) command.helpCommand('help [command]', 'affiche l’aide d’une commande');
  command.commands.forEach(inFrench);
  return command;
}

function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const notes = [
    argChoices && `au choix\u00a0: ${argChoices.join(', ')}`,
    defaultValue !== undefined && `sinon «\u00a0${defaultValue}\u00a0»`,
  ].filter(Boolean);
  return notes.length > 0 ? `${description} (${notes.join('\u00a0; ')})` : description;
}
