import type { PipeTransform } from '@nestjs/common';
import { readText } from '#platform';

/** A code in the path. What is no code is read as an empty one, and so not found as what nobody has. */
export class UserCodePipe implements PipeTransform<string, string> {
  transform(given: string): string {
    return readText('userCode', given).text ?? '';
  }
}
