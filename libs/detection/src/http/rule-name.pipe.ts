import type { PipeTransform } from '@nestjs/common';
import { readText } from '#platform';

/** The name of a rule in the path. What is none is read as an empty one, and so not found. */
export class RuleNamePipe implements PipeTransform<string, string> {
  transform(given: string): string {
    return readText('token', given).text ?? '';
  }
}
