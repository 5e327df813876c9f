import { brokenBoundaries, brokenLayout, CONTEXTS, FOUNDATIONS } from './boundaries.ts';
import { foldersOf, importsOf, sourceFiles, textOf } from './imports.ts';

/** Puts everything together, and may therefore know everything. */
const COMPOSITION = 'composition';

const present = foldersOf('libs').filter((library) => library !== COMPOSITION);
const contexts = present.filter((library) => !(library in FOUNDATIONS));

describe('the boundaries between contexts', () => {
  it('knows every library', () => {
    expect(contexts.filter((context) => !CONTEXTS.includes(context))).toEqual([]);
  });

  it.each(present)('are kept by %s: only what it may know, through index.ts; a pure domain', (library) => {
    expect(sourceFiles(`libs/${library}/src`).flatMap(brokenBoundaries)).toEqual([]);
  });

  it.each(contexts)('%s has the layout of every context', (context) => {
    expect(brokenLayout(context, sourceFiles(`libs/${context}/src`))).toEqual([]);
  });
});

it('has one handler for each command: Nest only warns of a second, and lets it win', () => {
  const handled = sourceFiles('libs').flatMap(({ path }) =>
    [...textOf(path).matchAll(/^@CommandHandler\((\w+)\)$/gm)].map(([, command]) => command!),
  );
  expect(handled.length).toBeGreaterThan(30);
  expect(handled.filter((command, index) => handled.indexOf(command) !== index)).toEqual([]);
});

describe('what the guard sees', () => {
  const broken = (path: string, source: string) => brokenBoundaries({ path, imports: importsOf(source) });
  const DOMAIN = 'libs/accounts/src/domain/account.ts';

  it.each([
    ['framework in a domain', DOMAIN, `import { Injectable } from '@nestjs/common';`],
    ['input and output in a domain', DOMAIN, `import { readFile } from 'node:fs/promises';`],
    ['a random number in a domain', DOMAIN, `import { randomUUID } from 'node:crypto';`],
    ['the clock in a domain', DOMAIN, `import { Clock, policy } from '#platform';`],
    ['everything at once in a domain', DOMAIN, `import * as platform from '#platform';`],
    ['another context in a domain', DOMAIN, `import { convention, type Party } from '#conventions';`],
    ['a type of a later context in a domain', DOMAIN, `import type { Anomaly } from '#anomalies';`],
    ['its own outer layers in a domain', DOMAIN, `import { X } from '../commands/x.ts';`],
    [
      'a file of another context',
      'libs/accounts/src/x.ts',
      `import { x } from '../../conventions/src/x.ts';`,
    ],
    ['a part of another context', 'libs/accounts/src/x.ts', `import { x } from '#conventions/domain';`],
    ['a later context', 'libs/accounts/src/x.ts', `export { x } from '#anomalies';`],
    ['a context of the same line', 'libs/anomalies/src/x.ts', `import {\n  x,\n} from '#declarations';`],
    ['a later context, when needed', 'libs/accounts/src/x.ts', `const x = await import('#anomalies');`],
    ['itself by its name', 'libs/accounts/src/x.ts', `import { x } from '#accounts';`],
    ['a context in the kernel', 'libs/event-sourcing/src/x.ts', `import '#conventions';`],
    ['the kernel in the platform', 'libs/platform/src/x.ts', `import { x } from '#event-sourcing';`],
    ['test support', 'libs/accounts/src/x.ts', `import { x } from '../../../test/support/x.ts';`],
  ])('refuses %s, and names the file and the import', (_, path, source) => {
    const [from] = importsOf(source).map((one) => one.from);
    expect(broken(path, source)).toContainEqual(expect.stringContaining(`${path} imports '${from}': `));
  });

  it.each([
    [DOMAIN, `import type { Decider, EventTypes } from '#event-sourcing';`],
    [DOMAIN, `import { type CalendarDate, conflict, policy } from '#platform';`],
    [DOMAIN, `import { createHash } from 'node:crypto';`],
    [DOMAIN, `import { idle } from './idleness.ts';`],
    [DOMAIN, `import type { Attempt } from '#connections';`],
    ['libs/accounts/src/x.ts', `import { Injectable } from '@nestjs/common';`],
    ['libs/accounts/src/x.ts', `import { ConventionsQuery } from '#conventions';`],
  ])('lets %s say %s', (path, source) => expect(broken(path, source)).toEqual([]));

  it('sees what stands in the wrong place, and what is missing', () => {
    const places = ['x.controller.ts', 'query.ts', 'index.ts', 'domain/x-events.ts', 'domain/x-state.ts'];
    const files = places.map((place) => ({ path: `libs/accounts/src/${place}`, imports: [] }));
    expect(brokenLayout('accounts', files)).toEqual([
      'libs/accounts/src has no accounts.module.ts',
      'libs/accounts/src has no domain/x.ts',
      'libs/accounts/src has no domain/x-decisions.ts',
      'libs/accounts/src/x.controller.ts belongs in http/',
      'libs/accounts/src/query.ts belongs in read-models/<name>/',
    ]);
  });
});
