import { Command } from 'commander';
import { JobHistory, jobsOf, runJob } from '#composition';
import { recordAskedRun } from '#event-sourcing';
import { runAs, systemActor } from '#platform';
import { print } from '../output.ts';
import { withRegister } from '../with-register.ts';

const MOST_RUNS = 100;

export function jobsCommand(): Command {
  const jobs = new Command('jobs').description('les tâches périodiques');

  jobs
    .command('list')
    .description('les tâches et leurs horaires')
    .option('--json', 'en JSON, pour un programme')
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
    .option('--json', 'en JSON, pour un programme')
    .action((name: string, options) =>
      withRegister(async (app, engines) => {
        const job = jobsOf(app).find((candidate) => candidate.name === name);
        if (!job) throw unknown(name);
        await runAs(systemActor('greffe jobs run'), () =>
          recordAskedRun(engines.store, job, engines.clock.now()),
        );
        const report = await runJob(engines, job);
        if (!report) throw new Error(`la tâche ${name} est déjà en cours`);
        print([{ job: name, ...report }], options);
      }),
    );

  jobs
    .command('runs')
    .argument('<name>', 'le nom de la tâche')
    .description(`ses exécutions, de la plus récente à la plus ancienne (${MOST_RUNS} au plus)`)
    .option('--json', 'en JSON, pour un programme')
    .action((name: string, options) =>
      withRegister(async (app, { database }) => {
        if (!jobsOf(app).some((job) => job.name === name)) throw unknown(name);
        const { items } = await new JobHistory(database).page(name, undefined, MOST_RUNS);
        print(
          items.map(({ run, report, ...columns }) => ({
            ...columns,
            report: report && JSON.stringify(report),
          })),
          options,
        );
      }),
    );

  return jobs;
}

const unknown = (name: string) => new Error(`tâche inconnue : ${name} (voir « greffe jobs list »)`);
