import { ValidateBy } from 'class-validator';

/** A decorator for a value of which `problem` says what is wrong; null when nothing is. */
export const checked = (name: string, problem: (value: string) => string | null) => (): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value) => problem(value) === null,
      defaultMessage: (rejected) => problem(rejected?.value) ?? '',
    },
  });
