import { BadRequestException, type PipeTransform } from '@nestjs/common';
import { type Duty, duties } from '../domain/duty.ts';

/** A path parameter that names a duty. */
export class DutyPipe implements PipeTransform<string, Duty> {
  transform(given: string): Duty {
    const duty = duties.find((one) => one === given);
    if (!duty) throw new BadRequestException();
    return duty;
  }
}
