import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { isCalendarDate, isHour } from '../calendar/calendar.ts';
import { readTypedDay } from '../calendar/typed-day.ts';
import { readMoment } from '../calendar/typed-moment.ts';
import { inPlainLetters } from '../text/alike.ts';
import { readText, type TextKind, type TextKindName, textKinds } from '../text/kinds.ts';
import { later } from './later.ts';

/**
 * Fields of a DTO: each decorator checks the value and describes it in the OpenAPI document. The first check that fails
 * has the word.
 */

/** The group of what is done to a query alone, in which everything is text. */
export const IN_QUERY = 'query';

interface FieldOptions {
  readonly optional?: boolean;
  readonly description?: string;
}

type Constructor = new () => object;

/** The constraint whose message is the sentence itself. */
export const TEXT = 'text';

/** A kind of text, as the document describes it. */
function formOf(kind: TextKindName) {
  const { format, pattern, example }: TextKind = textKinds[kind];
  return { format, ...(pattern && { pattern: pattern.source }), ...(example && { example }) };
}

/** A text of a declared kind, of at most `maxLength` code points. */
export const Text = (
  kind: TextKindName,
  { maxLength = textKinds[kind].maxLength, ...options }: FieldOptions & { maxLength?: number } = {},
) => {
  const read = (value: unknown) => readText(kind, value, maxLength);
  return field({ type: String, ...formOf(kind), maxLength, ...options }, [
    Transform(({ value }) => read(value).text ?? value),
    ValidateBy({
      name: TEXT,
      validator: {
        validate: (value) => read(value).fault === null,
        defaultMessage: (given) => read(given?.value).fault ?? '',
      },
    }),
  ]);
};

/** Beside `Text`: the query of an address, whose parameters are those of a DTO. */
export const QueryOf = (type: Constructor): PropertyDecorator =>
  ValidateBy({
    name: 'isQueryOf',
    validator: { validate: (value) => typeof value === 'string' && isQueryOf(type, value) },
  });

function isQueryOf(type: Constructor, text: string): boolean {
  const params = new URLSearchParams(text);
  const given = [...new Set(params.keys())].map((name) => {
    const values = params.getAll(name);
    return [name, values.length > 1 ? values : values[0]];
  });
  const query = plainToInstance(type, Object.fromEntries(given), { groups: [IN_QUERY] });
  return validateSync(query, { whitelist: true, forbidNonWhitelisted: true }).length === 0;
}

/** A UUID; in small letters, for streams are named after it and two spellings would be two of them. */
export const Id = (options: FieldOptions = {}) =>
  field({ type: String, format: 'uuid', ...options }, [
    Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID('loose'),
  ]);

/** UUIDs, in small letters, each once. */
export const Ids = (minSize: number, maxSize: number, options: FieldOptions = {}) =>
  field(
    {
      type: 'array',
      items: { type: 'string', format: 'uuid' },
      minItems: minSize,
      maxItems: maxSize,
      ...options,
    },
    [
      Transform(({ value }) =>
        Array.isArray(value) ? value.map((id) => (typeof id === 'string' ? id.toLowerCase() : id)) : value,
      ),
      IsArray(),
      ArrayMinSize(minSize),
      ArrayMaxSize(maxSize),
      ArrayUnique(),
      IsUUID('loose', { each: true }),
    ],
  );

/** Of what is done to many in one act, so many are the most. */
export const MOST_AT_ONCE = 100;

/** In a body: texts of a declared kind, each once. */
export const TextList = (
  kind: TextKindName,
  minSize: number,
  maxSize: number,
  options: FieldOptions = {},
) => {
  const { maxLength } = textKinds[kind];
  const read = (value: unknown) => readText(kind, value, maxLength);
  const faultIn = (values: unknown) =>
    Array.isArray(values)
      ? (values.map((value) => read(value).fault).find((fault) => fault !== null) ?? null)
      : null;
  return field(
    {
      type: 'array',
      items: { type: 'string', ...formOf(kind), maxLength },
      minItems: minSize,
      maxItems: maxSize,
      ...options,
    },
    [
      Transform(({ value }) => (Array.isArray(value) ? value.map((one) => read(one).text ?? one) : value)),
      IsArray(),
      ArrayMinSize(minSize),
      ArrayMaxSize(maxSize),
      ArrayUnique(),
      ValidateBy({
        name: TEXT,
        validator: {
          validate: (values) => faultIn(values) === null,
          defaultMessage: (given) => faultIn(given?.value) ?? '',
        },
      }),
    ],
  );
};

/** A day that exists, `YYYY-MM-DD`, Europe/Paris. */
export const Day = (options: FieldOptions = {}) =>
  field({ type: String, format: 'date', ...options }, [
    ValidateBy({ name: 'isCalendarDate', validator: { validate: isCalendarDate } }),
  ]);

/** A day as people and spreadsheets write it (`readTypedDay`). */
export const TypedDay = (options: FieldOptions = {}) =>
  field({ type: String, ...options }, [
    Transform(({ value }) => (typeof value === 'string' ? readTypedDay(value) : value)),
    ValidateBy({ name: 'isTypedDay', validator: { validate: isCalendarDate } }),
  ]);

/** One of a few words of people, whatever capitals and accents, for one of ours; `others` are understood and not proposed. */
export const OneOfWords = (
  words: Readonly<Record<string, string>>,
  { others = {}, ...options }: FieldOptions & { readonly others?: Readonly<Record<string, string>> } = {},
) => {
  const meant = new Map(
    Object.entries({ ...others, ...words }).map(([word, value]) => [inPlainLetters(word), value]),
  );
  const values = [...meant.values()];
  const message = `Écrivez\u00a0: ${Object.keys(words).join(', ')}.`;
  return field({ type: String, ...options }, [
    Transform(({ value }) =>
      typeof value === 'string' ? (meant.get(inPlainLetters(value)) ?? value) : value,
    ),
    ValidateBy({
      name: TEXT,
      validator: { validate: (value) => values.includes(value), defaultMessage: () => message },
    }),
  ]);
};

/** A day, or the beginning of an hour as an instant: where a period begins or ends. */
export const DayOrHour = (options: FieldOptions = {}) =>
  field(
    {
      anyOf: [
        { type: 'string', format: 'date' },
        { type: 'string', format: 'date-time' },
      ],
      ...options,
    },
    [
      ValidateBy({
        name: 'isDayOrHour',
        validator: { validate: (value) => isCalendarDate(value) || isHour(value) },
      }),
    ],
  );

/** In a query, where one value and several are written alike: up to `maxSize` texts of a declared kind. */
export const Texts = (
  kind: TextKindName,
  maxSize: number,
  options: FieldOptions & { maxLength?: number } = {},
) => {
  const { format }: TextKind = textKinds[kind];
  const { maxLength = textKinds[kind].maxLength, ...others } = options;
  const read = (value: unknown) => readText(kind, value, maxLength);
  const faultIn = (values: unknown) => {
    if (!Array.isArray(values) || values.length > maxSize) return `Donnez au plus ${maxSize} valeurs.`;
    return values.map((value) => read(value).fault).find((fault) => fault !== null) ?? null;
  };
  return field(
    { type: 'array', items: { type: 'string', format, maxLength }, maxItems: maxSize, ...others },
    [
      Transform(({ value }) => listOf(value).map((one) => read(one).text ?? one)),
      ValidateBy({
        name: TEXT,
        validator: {
          validate: (values) => faultIn(values) === null,
          defaultMessage: (given) => faultIn(given?.value) ?? '',
        },
      }),
    ],
  );
};

/** In a query, where one value and several are written alike: some of a few words. */
export const SomeOf = (values: readonly string[], options: FieldOptions = {}) =>
  field({ type: 'array', items: { type: 'string', enum: values }, maxItems: values.length, ...options }, [
    Transform(({ value }) => listOf(value)),
    ArrayMaxSize(values.length),
    IsIn(values, { each: true }),
  ]);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** A moment, given as an instant or as the time in Paris, and read as an instant: see `readMoment`. */
export const Moment = ({ description, ...options }: FieldOptions = {}) =>
  field(
    {
      type: String,
      format: 'date-time',
      description: [description, MOMENT].filter(Boolean).join('. '),
      ...options,
    },
    [
      Transform(({ value }) => readMoment(value).instant ?? value),
      ValidateBy({
        name: TEXT,
        validator: {
          validate: (value) => readMoment(value).fault === null,
          defaultMessage: (given) => readMoment(given?.value).fault ?? '',
        },
      }),
    ],
  );

const MOMENT =
  'Also the time in Paris, `2026-10-25T02:30`; where the change of hour makes it come twice, with its offset, `2026-10-25T02:30+02:00`';

/** One of a few words. */
export const OneOf = (values: readonly string[], options: FieldOptions = {}) =>
  field({ enum: values, ...options }, [IsIn(values)]);

/** A whole number between two bounds, both included; texts of digits are numbers in a query. */
export const Whole = ({ min, max, ...options }: FieldOptions & { min: number; max: number }) =>
  field({ type: 'integer', minimum: min, maximum: max, ...options }, [
    Transform(({ value }) => (/^-?\d+$/.test(value) ? Number(value) : value), { groups: [IN_QUERY] }),
    IsInt(),
    Min(min),
    Max(max),
  ]);

/** An object with fields of its own. */
export const Nested = (type: () => Constructor, options: FieldOptions = {}) =>
  field({ ...later(type), ...options }, [IsObject(), ValidateNested(), Type(type)]);

/** Between one and `maxSize` objects. */
export const NestedList = (type: () => Constructor, maxSize: number, options: FieldOptions = {}) =>
  field({ ...later(type), isArray: true, maxItems: maxSize, ...options }, [
    ArrayNotEmpty(),
    ArrayMaxSize(maxSize),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type),
  ]);

/** Of a field that may be left out: who reads it need not tell the two apart. First here, and so the last to transform. */
const NULL_IS_ABSENT = Transform(({ value }) => value ?? undefined);

function field(
  { optional = false, ...schema }: FieldOptions & Record<string, unknown>,
  checks: PropertyDecorator[],
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...schema, required: !optional }),
    ...(optional ? [IsOptional(), NULL_IS_ABSENT] : []),
    ...checks,
  );
}
