import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Engines } from '#composition';
import { textKinds } from '#platform';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { describeApi } from '../../apps/portal/src/describe-api.ts';
import { sourceFiles, textOf } from '../architecture/imports.ts';
import { ApiDocument, type Schema, typeOf } from '../support/api-document.ts';
import { testEngines } from '../support/test-engines.ts';

const KNOWN = new Set([...Object.values(textKinds).map(({ format }) => format), 'uuid', 'date', 'date-time']);

let engines: Engines;
let app: NestExpressApplication;
let api: ApiDocument;

beforeAll(async () => {
  engines = await testEngines({ LOG_LEVEL: 'fatal' });
  app = await createPortal(engines);
  await app.init();
  api = new ApiDocument(describeApi(app));
});
afterAll(async () => {
  await app.close();
  await engines.close();
});

/** The paths of the strings in a schema that are of no declared kind. */
function undeclared(schema: Schema, path: string): string[] {
  if (schema.$ref) return undeclared(api.resolve(schema.$ref), path);
  const parts = schema.allOf ?? schema.anyOf;
  if (parts) return parts.flatMap((part) => undeclared(part, path));
  if (schema.items) return undeclared(schema.items, `${path}[]`);
  if (typeOf(schema) === 'string' && !schema.enum && !KNOWN.has(schema.format ?? '')) return [path];
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    undeclared(property, `${path}.${name}`),
  );
}

it('every string of a body, a query or a header is of a declared kind', () => {
  const given = api.operations.flatMap(({ method, path, parameters = [], requestBody }) => [
    // Those in the path are read by pipes: see below.
    ...parameters
      .filter((parameter) => parameter.in !== 'path')
      .map(({ name, schema }) => [schema, `${method} ${path} ?${name}`] as const),
    ...Object.values(requestBody?.content ?? {}).map(({ schema }) => [schema, `${method} ${path}`] as const),
  ]);
  expect(given.length).toBeGreaterThan(60);
  expect(given.flatMap(([schema = {}, path]) => undeclared(schema, path))).toEqual([]);
});

it('a string without a kind would be found', () => {
  const properties = { name: { type: 'string' }, on: { type: 'string', format: 'date' } };
  const list = { type: 'array', items: { type: 'object', properties } };
  expect(undeclared({ type: 'object', properties: { list } }, 'body')).toEqual(['body.list[].name']);
});

it('no field is checked but by the decorators that also describe it', () => {
  const checking = [...sourceFiles('libs'), ...sourceFiles('apps')]
    .filter(({ path }) => !path.startsWith('libs/platform/'))
    .filter(({ imports }) => imports.some(({ from }) => /^class-(validator|transformer)$/.test(from)));
  expect(checking.map(({ path }) => path)).toEqual([]);
});

/** A parameter by its name alone, or all at once without a DTO: whatever was sent gets in. */
const UNREAD =
  /@(?:Param|Query|Body|Headers)\((?:'[^']*')?\)\s*\w+(?:: (?:string|unknown|any|object)\b|,|\))/g;
const NAMED = /@(?:Query|Body|Headers)\('[^']*'[^)]*\)/g;

const unread = (source: string): string[] =>
  [...source.matchAll(UNREAD), ...source.matchAll(NAMED)].map(String);

it('no controller takes a parameter that neither a DTO nor a pipe has read', () => {
  const controllers = ['libs', 'apps/portal']
    .flatMap(sourceFiles)
    .filter(({ path }) => path.endsWith('.controller.ts'));
  expect(controllers.length).toBeGreaterThan(10);
  const found = controllers.flatMap(({ path }) => unread(textOf(path)).map((taken) => `${path}: ${taken}`));
  expect(found).toEqual([]);
});

it('such a parameter would be found', () => {
  for (const taken of [
    `f(@Param('token') token: string)`,
    `f(@Query('page') page: string)`,
    '(@Body() b: unknown)',
  ]) {
    expect([taken, unread(taken)]).not.toEqual([taken, []]);
  }
  expect(unread(`f(@Param('id', IdPipe) id: string, @Body() { reason }: ReasonDto)`)).toEqual([]);
});
