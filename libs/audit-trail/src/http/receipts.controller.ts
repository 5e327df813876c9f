import { Readable } from 'node:stream';
import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import {
  AllowSignedIn,
  Clock,
  GivesFile,
  IdPipe,
  type Principal,
  RecordsConsultation,
  SignedIn,
} from '#platform';
import { Receipts } from '#sealing';
import { OwnActs } from '../read-models/acts/own-acts.ts';
import { OwnActView } from '../read-models/acts/view.ts';

/** What proves to people that what they did is in the register, sealed. */
@ApiTags('audit-trail')
@Controller()
@AllowSignedIn()
export class ReceiptsController {
  constructor(
    private readonly acts: OwnActs,
    private readonly receipts: Receipts,
    private readonly clock: Clock,
  ) {}

  @Get('own-access/acts')
  @Reads('acts')
  @ApiOperation({ summary: 'What the reader did, the latest first, to have the receipts of it' })
  @ApiOkResponse({ type: [OwnActView] })
  list(@SignedIn() principal: Principal): Promise<OwnActView[]> {
    return this.acts.latest(principal);
  }

  @Get('acts/:id/receipt.zip')
  @Reads('acts')
  @RecordsConsultation('act-receipt')
  @ApiOperation({
    summary: 'The proofs (C2SP tlog-proof) of an act of one’s own, to be checked without Greffe, and how',
  })
  @GivesFile('application/zip')
  async receipt(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal): Promise<StreamableFile> {
    const places = await this.acts.eventsOf(id, principal);
    const archive = await this.receipts.of(places, this.clock.now());
    return new StreamableFile(Readable.from(archive), {
      type: 'application/zip',
      disposition: `attachment; filename="recu-${id}.zip"`,
    });
  }
}
