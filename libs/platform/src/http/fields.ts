import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { isCalendarDate, isInstant } from '../calendar/calendar.ts';
import { later } from './later.ts';

/** Fields of a DTO: each decorator checks the value and describes it in the OpenAPI document. */

/** PostgreSQL keeps neither the null character nor half of a surrogate pair. */
const isStorable = (value: unknown): boolean => typeof value === 'string' && !/\0|\p{Surrogate}/u.test(value);

interface FieldOptions {
  readonly optional?: boolean;
  readonly description?: string;
}

type Constructor = new () => object;

/** A text that says something, of at most `maxLength` characters. */
export const Text = (maxLength: number, options: FieldOptions = {}) =>
  field({ type: String, maxLength, ...options }, [
    Transform(({ value }) => (typeof value === 'string' ? value.trim() : value)),
    ValidateBy({ name: 'isStorable', validator: { validate: isStorable } }),
    MaxLength(maxLength),
    IsNotEmpty(),
    IsString(),
  ]);

/** A text of a given form. */
export const Pattern = (pattern: RegExp, options: FieldOptions = {}) =>
  field({ type: String, pattern: pattern.source, ...options }, [Matches(pattern), IsString()]);

/** A UUID. */
export const Id = (options: FieldOptions = {}) =>
  field({ type: String, format: 'uuid', ...options }, [IsUUID('loose')]);

/** A day that exists, `YYYY-MM-DD`, Europe/Paris. */
export const Day = (options: FieldOptions = {}) =>
  field({ type: String, format: 'date', ...options }, [
    ValidateBy({ name: 'isCalendarDate', validator: { validate: isCalendarDate } }),
  ]);

/** A moment that exists, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export const Moment = (options: FieldOptions = {}) =>
  field({ type: String, format: 'date-time', ...options }, [
    ValidateBy({ name: 'isInstant', validator: { validate: isInstant } }),
  ]);

/** One of a few words. */
export const OneOf = (values: readonly string[], options: FieldOptions = {}) =>
  field({ enum: values, ...options }, [IsIn(values)]);

/** A whole number between two bounds, both included; texts of digits are numbers in a query. */
export const Whole = ({ min, max, ...options }: FieldOptions & { min: number; max: number }) =>
  field({ type: 'integer', minimum: min, maximum: max, ...options }, [
    Type(() => Number),
    Max(max),
    Min(min),
    IsInt(),
  ]);

/** An object with fields of its own. */
export const Nested = (type: () => Constructor, options: FieldOptions = {}) =>
  field({ ...later(type), ...options }, [IsNotEmpty(), ValidateNested(), Type(type)]);

/** Between one and `maxSize` objects. */
export const NestedList = (type: () => Constructor, maxSize: number, options: FieldOptions = {}) =>
  field({ ...later(type), isArray: true, maxItems: maxSize, ...options }, [
    ArrayMaxSize(maxSize),
    ArrayNotEmpty(),
    ValidateNested({ each: true }),
    Type(type),
  ]);

function field(
  { optional = false, ...schema }: FieldOptions & Record<string, unknown>,
  checks: PropertyDecorator[],
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...schema, required: !optional }),
    ...(optional ? [IsOptional()] : []),
    ...checks,
  );
}
