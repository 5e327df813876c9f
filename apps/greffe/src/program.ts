import { Command } from 'commander';
import { loadSettings } from '#platform';
import { accountsCommand } from './commands/accounts.ts';
import { attemptsCommand } from './commands/attempts.ts';
import { jobsCommand } from './commands/jobs.ts';
import { keysCommand } from './commands/keys.ts';
import { privacyCommand } from './commands/privacy.ts';
import { projectionsCommand } from './commands/projections.ts';
import { proofCommand } from './commands/proof.ts';
import { reactorsCommand } from './commands/reactors.ts';
import { rulesCommand } from './commands/rules.ts';
import { storeCommand } from './commands/store.ts';
import { surveilCommand } from './commands/surveil.ts';
import { witnessCommand } from './commands/witness.ts';
import { inFrench } from './in-french.ts';
import { start } from './start.ts';

/** The command line: `greffe --help`. */
export const program = new Command('greffe').description(
  'Registre des habilitations, des connexions et des déclarations du portail Caf partenaires',
);

program
  .command('start')
  .description('démarre tout en un seul processus')
  .action(() => start(loadSettings(process.env)));

program.addCommand(accountsCommand());
program.addCommand(attemptsCommand());
program.addCommand(jobsCommand());
program.addCommand(keysCommand());
program.addCommand(privacyCommand());
program.addCommand(projectionsCommand());
program.addCommand(proofCommand());
program.addCommand(reactorsCommand());
program.addCommand(rulesCommand());
program.addCommand(storeCommand());
program.addCommand(surveilCommand());
program.addCommand(witnessCommand());
inFrench(program);
