import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Accepted, Reads } from '#event-sourcing';
import { Allow, invalid, type Principal, SignedIn } from '#platform';
import { SignAnnexAmendment } from '../commands/sign-annex-amendment.ts';
import { annexDocument } from '../read-models/annex/document.ts';
import { AnnexQuery } from '../read-models/annex/query.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { AnnexFilterDto, AnnexSignatureDto } from './habilitation.dto.ts';
import { partyOf } from './party-of.ts';

@ApiTags('annex')
@Controller()
export class AnnexController {
  constructor(
    private readonly commands: CommandBus,
    private readonly annexes: AnnexQuery,
    private readonly habilitations: HabilitationsQuery,
  ) {}

  @Get('annex')
  @Allow('gestionnaire', 'caf-habilitation', 'caf-security')
  @Reads('habilitations')
  @ApiOperation({ summary: 'The persons habilitated for all establishments of a gestionnaire (R10)' })
  view(@Query() { gestionnaireId, on }: AnnexFilterDto, @SignedIn() principal: Principal) {
    return this.annexes.view(gestionnaireFor(principal, gestionnaireId), on, principal);
  }

  @Get('annex.pdf')
  @Allow('gestionnaire', 'caf-habilitation', 'caf-security')
  @Reads('habilitations')
  @ApiProduces('application/pdf')
  @ApiOperation({ summary: 'The annex as a document to sign' })
  async document(@Query() { gestionnaireId, on }: AnnexFilterDto, @SignedIn() principal: Principal) {
    const content = await this.annexes.content(gestionnaireFor(principal, gestionnaireId), on, principal);
    return new StreamableFile(await annexDocument(content), {
      type: 'application/pdf',
      disposition: `attachment; filename="annexe-${content.gestionnaire.id}-v${content.version}-${content.on}.pdf"`,
    });
  }

  @Post('annex-amendments/:id/signatures')
  @Allow('gestionnaire', 'caf-habilitation')
  @Reads('habilitations')
  @ApiOperation({ summary: 'Sign the amended annex, each party for itself (R22)' })
  async sign(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() signature: AnnexSignatureDto,
    @SignedIn() principal: Principal,
  ) {
    const gestionnaire = await this.habilitations.gestionnaireOfAmendment(id);
    const command = new SignAnnexAmendment(gestionnaire, id, { party: partyOf(principal), ...signature });
    return new Accepted(id, await this.commands.execute(command));
  }
}

function gestionnaireFor({ role, organism }: Principal, asked: string | undefined): string {
  if (asked !== undefined) return asked;
  if (role === 'gestionnaire') return organism.id;
  throw invalid('gestionnaire-required', 'Dites de quel gestionnaire vous voulez l’annexe.');
}
