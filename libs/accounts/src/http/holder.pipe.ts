import type { PipeTransform } from '@nestjs/common';
import { isId, readText } from '#platform';
import type { HolderId } from '../holders.ts';

/** Such an id in the path. What is neither is read as an empty code, which nobody has. */
export class HolderPipe implements PipeTransform<string, HolderId> {
  transform(given: string): HolderId {
    if (isId(given)) return { personId: given.toLowerCase() };
    return { userCode: readText('userCode', given).text ?? '' };
  }
}
