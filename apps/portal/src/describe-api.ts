import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Accepted, IF_MATCH_HEADER, INCOMPLETE_HEADER, POSITION_HEADER } from '#event-sourcing';
import {
  BACKGROUND_HEADER,
  CONSULTATION_EXTENSION,
  FRESH_FACTOR_EXTENSION,
  Problem,
  ROLES_EXTENSION,
} from '#platform';
import { CHECKPOINT_HEADER, LEAF_HEADER } from '#sealing';
import { withNull } from './nullable.ts';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Operation['responses'];

const METHODS = ['get', 'post', 'put', 'delete'] as const;

const DESCRIPTION = new DocumentBuilder()
  .setTitle('Greffe')
  .setDescription(
    'Register of habilitations, connections and declarations. Errors are problem details (RFC 9457).',
  )
  .setVersion('1')
  .setOpenAPIVersion('3.1.0')
  .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
  .addServer('/', 'Where this document is served')
  .addCookieAuth('greffe_session')
  .build();

/** The OpenAPI document: what each controller says of itself, and what holds for all of them alike. */
export function describeApi(app: NestExpressApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, DESCRIPTION, { extraModels: [Accepted, Problem] });
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) item[method] = complete(operation, { path, changes: method !== 'get' });
    }
  }
  return withNull({ ...document, tags: tagsOf(document) });
}

function tagsOf({ paths }: OpenAPIObject): NonNullable<OpenAPIObject['tags']> {
  const operations = Object.values(paths).flatMap((item) => METHODS.map((method) => item[method]));
  return [...new Set(operations.flatMap((operation) => operation?.tags ?? []))].map((name) => ({ name }));
}

interface Place {
  readonly path: string;
  readonly changes: boolean;
}

function complete(operation: Operation, place: Place): Operation {
  const { parameters = [], security = [], responses } = operation;
  const secured = security.length > 0;
  return {
    ...operation,
    description: description(operation),
    security,
    parameters: [
      ...pathParameters(place.path, operation),
      ...parameters,
      ...(place.changes ? commandHeaders(secured) : readHeaders(secured)),
    ],
    responses: withProblems(
      place.changes ? withAnswer(responses) : withCompleteness(responses, takes(operation, POSITION_HEADER)),
      operation,
      place,
    ),
  };
}

type Parameters = NonNullable<Operation['parameters']>;

/** What its controller says of it, and what reads as a sentence of what else it declares. */
function description(operation: Operation): string {
  const extensions: Readonly<Record<string, unknown>> = { ...operation };
  const roles = extensions[ROLES_EXTENSION] as readonly string[] | undefined;
  return [
    operation.description,
    roles ? `Open to ${roles.map((role) => `\`${role}\``).join(', ')}.` : 'Open to everyone.',
    extensions[FRESH_FACTOR_EXTENSION] && 'It wants a proof of who it is from the last minutes.',
    extensions[CONSULTATION_EXTENSION] && 'Reading it is recorded.',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Those of which a handler does not tell the document: texts that only a pipe knows to read. */
function pathParameters(path: string, operation: Operation): Parameters {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return names
    .filter((name) => !takes(operation, name))
    .map((name) => ({ in: 'path', name, required: true, schema: { type: 'string' } }));
}

const header = (name: string, required: boolean, description: string) =>
  ({ in: 'header', name, required, description, schema: { type: 'string', format: 'token' } }) as const;

/** What tells a page that polls from a person who reads. */
const readHeaders = (secured: boolean): Parameters =>
  secured
    ? [header(BACKGROUND_HEADER, false, '`?1` when a page reads again by itself: it keeps no session alive')]
    : [];

/** What a command sends beside its body. */
function commandHeaders(secured: boolean): Parameters {
  const key = header(
    'Idempotency-Key',
    false,
    'Sent again with the same key and body, it has its effect only once; with another body it is another command',
  );
  return secured ? [key, header('X-CSRF-Token', true, '`csrfToken` of the session')] : [key];
}

const said = (description: string) => ({ description, schema: { type: 'string' } }) as const;

/** A command answers with what it made or changed, and from which position on that can be read. */
function withAnswer(responses: Responses): Responses {
  return mapResponses(responses, (status, response) =>
    status.startsWith('2') && status !== '204' && !response.content
      ? {
          ...response,
          headers: {
            [POSITION_HEADER]: said('A query can wait for it'),
            [LEAF_HEADER]: said(
              'SHA-256 of its last event as a leaf of the sealed log, by which a proof is held against it; `:base64:` (RFC 9651). Absent for an act on many',
            ),
            [CHECKPOINT_HEADER]: said(
              'The newest checkpoint: `size=…, root=:base64:, covers=?0` (RFC 9651). `covers=?1` once it seals that event, which comes about a second after it was written',
            ),
          },
          content: { 'application/json': { schema: { $ref: getSchemaPath(Accepted) } } },
        }
      : response,
  );
}

/** Whether it has a parameter of that name. */
const takes = ({ parameters = [] }: Operation, name: string): boolean =>
  parameters.some((parameter) => 'name' in parameter && parameter.name === name);

/** What is read may be short of an event, and says so; its tag says up to where it goes. */
function withCompleteness(responses: Responses, tagged: boolean): Responses {
  const headers = {
    [INCOMPLETE_HEADER]: said(
      'The read models behind it that go on without an event; absent when there is none',
    ),
    ...(tagged && { ETag: said('For the `If-Match` of a command on what was read') }),
  };
  return mapResponses(responses, (status, response) =>
    status.startsWith('2') ? { ...response, headers: { ...response.headers, ...headers } } : response,
  );
}

/** The statuses that an operation may answer besides those it names itself, and a problem with all of them. */
function withProblems(responses: Responses, operation: Operation, { path, changes }: Place): Responses {
  const { parameters = [], requestBody, security = [] } = operation;
  const isGiven = parameters.length > 0 || requestBody !== undefined;
  const general: Record<number, string | false> = {
    400: isGiven && 'Malformed',
    401: security.length > 0 && 'Not signed in',
    403: (changes || security.length > 0) && forbiddenTo(security.length > 0, changes),
    404: (changes || path.includes('{')) && 'No such thing, or not for the reader',
    409: changes && 'A rule forbids it in the present state',
    412: takes(operation, IF_MATCH_HEADER)
      ? 'It has changed since: `changes` says what, when and by whom. Nothing was done'
      : changes &&
        'An `If-Match` that names a version: none is compared here, and `*` alone is taken. Nothing was done',
    413: changes && 'A body of more than 64 kB',
    415: changes && 'A body that is no JSON, or is compressed',
    422: isGiven && 'A field is not as it must be, or a rule forbids it',
    500: 'A fault of the server: it is in its log',
    503: 'An engine is away, a stream too busy, or the read model has not come that far yet: try again later',
  };
  const described = Object.entries(general).filter(([, description]) => description !== false);
  const missing = described.map(([status, description]) => [status, { description }]);
  return mapResponses({ ...Object.fromEntries(missing), ...responses }, (status, response) =>
    Number(status) < 400 || response.content
      ? response
      : {
          ...response,
          content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } },
        },
  );
}

function forbiddenTo(secured: boolean, changes: boolean): string {
  const reasons = [
    ...(secured ? ['not open to this role', 'the password must be changed first'] : []),
    ...(changes ? ['sent by a page of another origin (`Origin`, `Sec-Fetch-Site`)'] : []),
  ];
  const text = reasons.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

type Response = Extract<NonNullable<Responses[string]>, { description: string }>;

const mapResponses = (
  responses: Responses,
  change: (status: string, response: Response) => Response,
): Responses =>
  Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, change(status, response as Response)]),
  );
