import { BadRequestException, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';

/** A path parameter that is a UUID, in small letters as in `Id`. */
export class IdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!isUUID(id, 'loose')) throw new BadRequestException();
    return id.toLowerCase();
  }
}
