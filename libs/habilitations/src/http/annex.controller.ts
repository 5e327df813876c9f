import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { partyOf } from '#conventions';
import { Accepted, BulkAnswer, EACH_BY_ITSELF, eachByItself, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, GivesFile, IdPipe, invalid, type Principal, RecordsConsultation, SignedIn } from '#platform';
import { SealedDocuments } from '#sealing';
import { SignAnnexAmendment } from '../commands/sign-annex-amendment.ts';
import { annexDocument } from '../documents/annex-document.ts';
import type { AnnexContent } from '../read-models/annex/content.ts';
import { type AnnexChoice, AnnexQuery } from '../read-models/annex/query.ts';
import { AnnexView } from '../read-models/annex/view.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { AnnexFilterDto, AnnexSignatureDto, AnnexSignaturesDto } from './habilitation.dto.ts';

@ApiTags('annex')
@Controller()
export class AnnexController {
  constructor(
    private readonly commands: CommandBus,
    private readonly annexes: AnnexQuery,
    private readonly habilitations: HabilitationsQuery,
    private readonly documents: SealedDocuments,
  ) {}

  @Get('annex')
  @Allow('gestionnaire', 'caf-habilitation', 'caf-security')
  @Reads('habilitations')
  @ApiOperation({ summary: 'The persons habilitated for all establishments of a gestionnaire (R10)' })
  @ApiOkResponse({ type: AnnexView })
  @ApiNotFoundResponse({ description: 'No such partner, or not for the reader' })
  view(@Query() filter: AnnexFilterDto, @SignedIn() principal: Principal) {
    return this.annexes.view(choiceOf(filter, principal), principal);
  }

  @Get('annex.pdf')
  @Allow('gestionnaire', 'caf-habilitation', 'caf-security')
  @Reads('habilitations')
  @RecordsConsultation('annex-pdf')
  @ApiOperation({ summary: 'The annex as a document to sign' })
  @GivesFile('application/pdf')
  @ApiNotFoundResponse({ description: 'No such partner, or not for the reader' })
  async document(@Query() filter: AnnexFilterDto, @SignedIn() principal: Principal) {
    const content = await this.annexes.content(choiceOf(filter, principal), principal);
    return this.fileOf(content, `annexe-${content.gestionnaire.id}-v${content.version}-${content.on}`);
  }

  @Get('annex-amendments/:id/draft.pdf')
  @Allow('gestionnaire', 'caf-habilitation')
  @Reads('habilitations')
  @RecordsConsultation('annex-draft-pdf')
  @ApiOperation({ summary: 'The amended annex, to be read before it is signed (R22)' })
  @GivesFile('application/pdf')
  async draft(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    const content = await this.annexes.draft(id, principal);
    return this.fileOf(
      content,
      `${content.isDraft ? 'projet-' : ''}annexe-${content.gestionnaire.id}-v${content.version}`,
    );
  }

  @Post('annex-amendments/:id/signatures')
  @Allow('gestionnaire', 'caf-habilitation')
  @IfUnchanged()
  @Reads('habilitations')
  @ApiOperation({ summary: 'Sign the amended annex, each party for itself (R22)' })
  async sign(
    @Param('id', IdPipe) id: string,
    @Body() signature: AnnexSignatureDto,
    @SignedIn() principal: Principal,
  ) {
    const gestionnaire = await this.habilitations.gestionnaireOfAmendment(id);
    const command = new SignAnnexAmendment(gestionnaire, id, { party: partyOf(principal), ...signature });
    return new Accepted(id, await this.commands.execute(command));
  }

  @Post('annex-signatures')
  @Allow('gestionnaire', 'caf-habilitation')
  @Reads('habilitations')
  @ApiOperation({
    summary: 'Sign the amended annexes that several requests wait for, each party for itself (R22)',
    description: EACH_BY_ITSELF,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  signMany(@Body() { ids, ...given }: AnnexSignaturesDto, @SignedIn() principal: Principal) {
    const signature = { party: partyOf(principal), ...given };
    return eachByItself('annex-signature', ids, async (requestId) => {
      const { id, gestionnaireId } = await this.habilitations.amendmentOfRequest(requestId);
      return this.commands.execute(new SignAnnexAmendment(gestionnaireId, id, signature));
    });
  }

  private async fileOf(content: AnnexContent, name: string): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.compose(annexDocument(content), content.position), {
      type: 'application/pdf',
      disposition: `attachment; filename="${name}.pdf"`,
    });
  }
}

const choiceOf = ({ gestionnaireId, ...filter }: AnnexFilterDto, principal: Principal): AnnexChoice => ({
  ...filter,
  gestionnaireId: gestionnaireFor(principal, gestionnaireId),
});

function gestionnaireFor({ role, organism }: Principal, asked: string | undefined): string {
  if (asked !== undefined) return asked;
  if (role === 'gestionnaire') return organism.id;
  throw invalid('gestionnaire-required', 'Dites de quel gestionnaire vous voulez l’annexe.');
}
