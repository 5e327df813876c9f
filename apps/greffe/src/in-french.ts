import type { Command, Option } from 'commander';

const TITLES: Record<string, string> = {
  'Usage:': 'Usage\u00a0:',
  'Arguments:': 'Arguments\u00a0:',
  'Options:': 'Options\u00a0:',
  'Commands:': 'Commandes\u00a0:',
};

/** The help of a command and of all below it, which Commander would write in English around our own words. */
export function inFrench(command: Command): Command {
  command
    .helpOption('-h, --help', 'affiche cette aide')
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title, optionDescription })
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
