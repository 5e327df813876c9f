import { Controller, Get, Optional, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, type Principal, RecordsConsultation, SignedIn } from '#platform';
import { CodeDirectory, namesOf } from '../code-directory.ts';
import { ConsultationsQuery } from '../read-models/consultations/query.ts';
import { ConsultationPage } from '../read-models/consultations/view.ts';
import { ConsultationPageDto } from './journal.dto.ts';

@ApiTags('connections')
@Controller('consultations')
@Allow('caf-security')
export class ConsultationsController {
  constructor(
    private readonly consultations: ConsultationsQuery,
    @Optional() private readonly codes?: CodeDirectory,
  ) {}

  @Get()
  @Reads('consultations')
  @RecordsConsultation('consultations')
  @ApiOperation({
    summary:
      'Who read the journal, a case, a report or an export, the latest first. Reading this is recorded too',
  })
  @ApiOkResponse({ type: ConsultationPage })
  async list(
    @Query() { cursor, limit, ...filter }: ConsultationPageDto,
    @SignedIn() principal: Principal,
  ): Promise<ConsultationPage> {
    const { items, next } = await this.consultations.page(filter, { cursor, limit }, principal);
    const names = await namesOf(
      this.codes,
      items.map(({ userCode }) => userCode),
    );
    return { items: items.map((item) => ({ ...item, name: names.get(item.userCode) ?? null })), next };
  }
}
