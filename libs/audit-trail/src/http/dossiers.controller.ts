import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import {
  Allow,
  Clock,
  GivesFile,
  type Principal,
  RecordsConsultation,
  SignedIn,
  TextPipe,
  WantsFreshFactor,
} from '#platform';
import { DossierArchives } from '#sealing';
import { PartnerDossiers } from '../dossiers/partner-dossiers.ts';
import { DossierQuery, DossierView, KeptDossierQuery, KeptDossierView } from './dossier.dto.ts';

/** All that the register holds of a partner, with what proves that it is all, for the partner to keep. */
@ApiTags('audit-trail')
@Controller('partners/:id')
@Allow('caf-habilitation', 'caf-security', 'gestionnaire')
export class DossiersController {
  constructor(
    private readonly dossiers: PartnerDossiers,
    private readonly archives: DossierArchives,
    private readonly clock: Clock,
  ) {}

  @Get('dossier')
  @Reads('partner_trees')
  @ApiOperation({ summary: 'How many entries the dossier of a partner has' })
  @ApiOkResponse({ type: DossierView })
  async pieces(
    @Param('id', new TextPipe('organismId')) id: string,
    @SignedIn() reader: Principal,
  ): Promise<DossierView> {
    return { pieces: await this.dossiers.piecesOf(id, reader) };
  }

  @Get('kept-dossier')
  @Reads('partner_trees')
  @ApiOperation({
    summary:
      'Whether what concerns a partner today still is what a kept dossier holds; its signature is for its reader to check',
  })
  @ApiOkResponse({ type: KeptDossierView })
  compare(
    @Param('id', new TextPipe('organismId')) id: string,
    @Query() { size, root }: KeptDossierQuery,
    @SignedIn() reader: Principal,
  ): Promise<KeptDossierView> {
    return this.dossiers.compare(id, { size, root: Buffer.from(root, 'hex') }, reader);
  }

  @Get('dossier.zip')
  @WantsFreshFactor()
  @Reads('acts', 'partner_trees')
  @RecordsConsultation('partner-dossier')
  @ApiOperation({
    summary:
      'All that concerns a partner, numbered without gaps, with what proves that nothing is missing, to be checked without Greffe',
  })
  @GivesFile('application/zip')
  async dossier(
    @Param('id', new TextPipe('organismId')) id: string,
    @Query() { since }: DossierQuery,
    @SignedIn() reader: Principal,
  ): Promise<StreamableFile> {
    const dossier = await this.dossiers.of(id, since, reader);
    const documents = await this.dossiers.documentsOf(dossier);
    const archive = await this.archives.of(dossier, documents, this.clock.now());
    return new StreamableFile(Readable.from(archive), {
      type: 'application/zip',
      disposition: `attachment; filename="dossier-${dossier.party.id}-${dossier.before + 1}-${dossier.head.size}.zip"`,
    });
  }
}
