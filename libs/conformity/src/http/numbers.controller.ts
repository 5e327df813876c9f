import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowSignedIn } from '#platform';
import { NUMBERS } from '../domain/numbers.ts';
import { NumberGroupView } from './numbers.view.ts';

@ApiTags('conformity')
@Controller('numbers')
export class NumbersController {
  @Get()
  @AllowSignedIn()
  @ApiOperation({
    summary:
      'The delays and thresholds that are decided by, rule by rule: what each does, and the text it comes from',
  })
  @ApiOkResponse({ type: [NumberGroupView] })
  numbers(): readonly NumberGroupView[] {
    return NUMBERS;
  }
}
