import { BadRequestException, type PipeTransform } from '@nestjs/common';
import { parseDeclarationId } from '../domain/declaration-id.ts';

/** A path parameter that names a declaration: `{establishmentId}-2026-forecast-1`. */
export class DeclarationIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!parseDeclarationId(id)) throw new BadRequestException();
    return id;
  }
}
