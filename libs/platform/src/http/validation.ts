import { type PipeTransform, type Type, type ValidationError, ValidationPipe } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IN_QUERY, TEXT } from './fields.ts';
import { type FieldError, InvalidFields } from './problem.ts';

/** What is wrong with a field, in French, by the name of the constraint that it breaks. */
const SENTENCES: Record<string, string> = {
  whitelistValidation: 'Ce champ n’est pas attendu ici.',
  isObject: 'Remplissez les champs de cette partie.',
  isUuid: 'Cet identifiant n’est pas valable.',
  isIn: 'Choisissez une des valeurs proposées.',
  isInt: 'Donnez un nombre entier.',
  min: 'Ce nombre est trop petit.',
  max: 'Ce nombre est trop grand.',
  isDayOrHour: 'Donnez un jour, comme 2026-03-31, ou le début d’une heure.',
  isQueryOf: 'Ces critères ne sont pas ceux de cette page.',
  arrayMaxSize: 'Donnez moins de valeurs.',
  arrayMinSize: 'Donnez plus de valeurs.',
  arrayUnique: 'Ne donnez pas deux fois la même valeur.',
  isTypedDay: 'Donnez une date qui existe, comme 31/03/2026.',
  isCalendarDate: 'Donnez une date qui existe, comme 2026-03-31.',
};

/** Bodies, parameters and filters are checked against their DTO; a field that nobody knows is refused. */
export function validationPipe(): PipeTransform {
  const [query, others] = [pipeFor(IN_QUERY), pipeFor()];
  return {
    transform: (value, metadata) => (metadata.type === 'query' ? query : others).transform(value, metadata),
  };
}

/** An object that came otherwise than as a body, checked against its DTO in the same way. */
export function checked<Dto extends object>(
  type: Type<Dto>,
  given: object,
): { readonly value: Dto | null; readonly errors: readonly FieldError[] } {
  const value = plainToInstance(type, given);
  const errors = validateSync(value).flatMap((error) => fieldErrors(error));
  return { value: errors.length > 0 ? null : value, errors };
}

const pipeFor = (...groups: string[]) =>
  new ValidationPipe({
    transform: true,
    transformOptions: { groups },
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) => new InvalidFields(errors.flatMap((error) => fieldErrors(error))),
  });

function fieldErrors({ property, constraints, children }: ValidationError, path = ''): FieldError[] {
  const field = path + property;
  const own = Object.entries(constraints ?? {}).slice(0, 1);
  return [
    ...own.map(([constraint, said]) => ({
      field,
      message: constraint === TEXT ? said : (SENTENCES[constraint] ?? 'Cette valeur n’est pas valable.'),
    })),
    ...(children ?? []).flatMap((child) => fieldErrors(child, `${field}.`)),
  ];
}
