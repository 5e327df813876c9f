import { Command } from 'commander';
import { jobsOf, runJob } from '#composition';
import { print } from '../output.ts';
import { withRegister } from '../with-register.ts';

export function jobsCommand(): Command {
  const jobs = new Command('jobs').description('les tâches périodiques');

  jobs
    .command('list')
    .description('les tâches et leurs horaires')
    .option('--json', 'pour un programme')
    .action((options) =>
      withRegister(async (app) =>
        print(
          jobsOf(app).map(({ name, schedule, purpose }) => ({ name, schedule, purpose })),
          options,
        ),
      ),
    );

  jobs
    .command('run')
    .argument('<name>', 'le nom de la tâche')
    .description('exécute une tâche maintenant')
    .option('--json', 'pour un programme')
    .action((name: string, options) =>
      withRegister(async (app, engines) => {
        const job = jobsOf(app).find((candidate) => candidate.name === name);
        if (!job) throw new Error(`tâche inconnue : ${name} (voir « greffe jobs list »)`);
        const report = await runJob(engines, job);
        if (!report) throw new Error(`la tâche ${name} est déjà en cours`);
        print([{ job: name, ...report }], options);
      }),
    );

  return jobs;
}
