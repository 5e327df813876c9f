import { BadRequestException, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';

/** Whether a text is a UUID, however its letters are written. */
export const isId = (text: string): boolean => isUUID(text, 'loose');

/** A path parameter that is a UUID, in small letters as in `Id`. */
export class IdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!isId(id)) throw new BadRequestException();
    return id.toLowerCase();
  }
}
