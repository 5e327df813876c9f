import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { readText, type TextKindName } from '../text/kinds.ts';
import { InvalidFields } from './problem.ts';

/** A path parameter that is a text of a declared kind. */
export class TextPipe implements PipeTransform<string, string> {
  constructor(private readonly kind: TextKindName) {}

  /** @throws InvalidFields, which names the parameter */
  transform(given: string, { data: field = '' }: ArgumentMetadata): string {
    const { text, fault } = readText(this.kind, given);
    if (fault !== null) throw new InvalidFields([{ field, message: fault }]);
    return text;
  }
}
