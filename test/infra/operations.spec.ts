import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { contexts, projections } from '#composition';
import { VARIABLES } from '#platform';
import { program } from '../../apps/greffe/src/program.ts';
import { composeFile, exampleEnvironment } from './compose-file.ts';

const TEXT = readFileSync('docs/operations.md', 'utf8');
/** The command line as an operator types it, in a sentence or on a line of its own, with the words behind it. */
const COMMANDS = [...TEXT.matchAll(/(?:`| {4})greffe ([a-z-]+)(?: ([a-z-]+))?(?: ([a-z-]+))?/g)];
const named = (commands: readonly Command[], name: string | undefined) =>
  commands.find((command) => command.name() === name);

describe('docs/operations.md', () => {
  it('has every variable of the configuration in its table, and no other', () => {
    const [, table = ''] = /^## Variables$(.*?)^## /ms.exec(TEXT)!;
    const described = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    expect(described.sort()).toEqual([...VARIABLES].sort());
  });

  it('tells to call commands that there are', () => {
    expect(COMMANDS.length).toBeGreaterThan(10);
    for (const [call, group, verb] of COMMANDS) {
      const found = named(program.commands, group)!;
      expect([call, found?.name()]).toEqual([call, group]);
      if (found.commands.length > 0)
        expect([call, named(found.commands, verb)?.name()]).toEqual([call, verb]);
    }
  });

  it('names projections, jobs, services and files that there are', () => {
    const words = (...before: string[]) =>
      before.flatMap((text) =>
        [...TEXT.matchAll(new RegExp(`${text} ([a-z-]+)`, 'g'))].map(([, word]) => word!),
      );
    const jobs = contexts.flatMap(({ jobs = [] }) => jobs.map(({ name }) => kebab(name)));
    expect(projections.map(({ name }) => name)).toEqual(expect.arrayContaining(words('projections rebuild')));
    expect(jobs).toEqual(
      expect.arrayContaining(words('jobs run', 'The job').filter((word) => word.includes('-'))),
    );
    const services = Object.keys(composeFile(exampleEnvironment()).services);
    expect(services).toEqual(
      expect.arrayContaining(
        words('compose run --rm(?! --)', '--no-deps(?: -e \\S+)?', 'compose (?:re)?start', 'exec -T'),
      ),
    );
    const links = [...TEXT.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, path]) => path!);
    expect(links.filter((path) => !existsSync(join('docs', path)))).toEqual([]);
    const programs = [...TEXT.matchAll(/`dist\/(\S+)\.js/g)].map(([, path]) => `${path}.ts`);
    expect(programs.filter((path) => !existsSync(path))).toEqual([]);
  });
});

/** `DeliverMailJob` calls itself `deliver-mail`. */
const kebab = (name: string) =>
  name
    .replace(/Job$/, '')
    .replace(/(?!^)([A-Z])/g, '-$1')
    .toLowerCase();
