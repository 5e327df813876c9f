import { STATUS_CODES } from 'node:http';
import { HttpException, HttpStatus } from '@nestjs/common';
import { Refusal, type RefusalKind } from '../refusal.ts';
import { withFrenchSpaces } from '../typography.ts';
import { Gives, HistoryLine } from './answers.ts';

export class FieldError {
  @Gives.text({ description: 'Path of the field', example: 'signatures.0.signedOn' })
  readonly field!: string;

  @Gives.text({ example: 'Remplissez ce champ.' })
  readonly message!: string;
}

/** Problem details (RFC 9457), with a stable `code` and, for a form, the fields at fault. */
export class Problem {
  @Gives.text({ description: 'A URN that ends in the code', example: 'urn:greffe:problem:invalid-fields' })
  readonly type!: string;

  @Gives.text({ description: 'Of the HTTP status', example: 'Unprocessable Entity' })
  readonly title!: string;

  @Gives.whole({ example: 422 })
  readonly status!: number;

  @Gives.text({ description: 'Stable: programs go by it', example: 'invalid-fields' })
  readonly code!: string;

  @Gives.text({ description: 'A French sentence for people', example: 'Certains champs sont à corriger.' })
  readonly detail!: string;

  @Gives.list(() => FieldError, { optional: true })
  readonly errors?: readonly FieldError[];

  @Gives.list(() => HistoryLine, { optional: true, description: 'What has changed since the reader looked' })
  readonly changes?: readonly HistoryLine[];

  @Gives.text({ optional: true, description: 'Which request it was: the log has its id too' })
  readonly instance?: string;
}

/** The fields of a request that are not as they must be. */
export class InvalidFields extends Refusal {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('invalid', 'invalid-fields', 'Certains champs sont à corriger.');
    this.errors = errors.map(({ field, message }) => ({ field, message: withFrenchSpaces(message) }));
  }
}

/** What the request is about has changed since whoever sends it looked. */
export class Changed extends Refusal {
  constructor(readonly changes: readonly HistoryLine[]) {
    super(
      'changed',
      'changed-meanwhile',
      'Ce que vous aviez sous les yeux a changé entre-temps. Rien n’a été enregistré, et votre saisie est conservée.',
    );
  }
}

const STATUS: Record<RefusalKind, HttpStatus> = {
  invalid: HttpStatus.UNPROCESSABLE_ENTITY,
  unauthenticated: HttpStatus.UNAUTHORIZED,
  forbidden: HttpStatus.FORBIDDEN,
  'not-found': HttpStatus.NOT_FOUND,
  conflict: HttpStatus.CONFLICT,
  changed: HttpStatus.PRECONDITION_FAILED,
  'too-large': HttpStatus.PAYLOAD_TOO_LARGE,
  'too-many': HttpStatus.TOO_MANY_REQUESTS,
  unavailable: HttpStatus.SERVICE_UNAVAILABLE,
};

/** What the framework itself refuses, before any rule of ours. */
const FRAMEWORK_CODES: Record<number, [code: string, detail: string]> = {
  400: ['malformed-request', 'La demande est mal formée.'],
  404: ['not-found', 'Cette adresse n’existe pas.'],
  405: ['method-not-allowed', 'Cette opération n’existe pas à cette adresse.'],
  412: ['precondition-failed', 'Ce fichier n’est plus celui que vous aviez.'],
  413: ['too-large', 'La demande est trop volumineuse.'],
  415: ['unsupported-media-type', 'Ce format n’est pas accepté.'],
  416: ['range-not-satisfiable', 'Cette partie du fichier n’existe pas.'],
};

/** An answer repeats no more than this of what was sent, whatever a sentence quotes: characters, and fields at fault. */
const LONGEST_DETAIL = 500;
const LONGEST_FIELD = 100;
const MOST_FIELDS = 50;
const MOST_CHANGES = 20;

/** `null` when the error is not an answer but a fault of ours. */
export function toProblem(error: unknown): Problem | null {
  if (error instanceof Refusal) {
    return {
      ...problem(STATUS[error.kind], error.code, excerpt(error.message, LONGEST_DETAIL)),
      ...(error instanceof InvalidFields && { errors: boundedFields(error.errors) }),
      ...(error instanceof Changed && { changes: error.changes.slice(-MOST_CHANGES) }),
    };
  }
  const status = statusOf(error);
  const known = status === undefined ? undefined : FRAMEWORK_CODES[status];
  return known ? problem(status!, ...known) : null;
}

/** `reference` finds it in the log. */
export function internalProblem(reference: string | undefined): Problem {
  const where = reference ? ` sous la référence ${reference}` : '';
  return problem(
    500,
    'internal',
    `Une erreur s’est produite. Elle a été enregistrée${where} ; réessayez plus tard.`,
  );
}

export const unavailableProblem = (): Problem =>
  problem(
    503,
    'store-unavailable',
    'Le registre est momentanément indisponible. Une modification demandée à l’instant a pu être enregistrée ou non\u00a0: réessayez plus tard, à l’identique.',
  );

function problem(status: number, code: string, detail: string): Problem {
  return { type: `urn:greffe:problem:${code}`, title: STATUS_CODES[status] ?? 'Error', status, code, detail };
}

const boundedFields = (errors: readonly FieldError[]): FieldError[] =>
  errors.slice(0, MOST_FIELDS).map(({ field, message }) => ({
    field: excerpt(field, LONGEST_FIELD),
    message: excerpt(message, LONGEST_DETAIL),
  }));

function excerpt(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Express throws errors of its own, where it reads bodies and sends files, with a `status`. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}
