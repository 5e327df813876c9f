import { Controller, Get, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowEveryone, notFound } from '#platform';
import { HASH_BYTES, parseTilePath } from '#transparency';
import { SealedTree } from '../read-models/tree/query.ts';
import { SignedHeads } from '../signed-heads.ts';

const nothingThere = () => notFound('not-sealed', 'Le journal scellé n’a rien à cette adresse.');

const FOR_EVER = 'public, max-age=31536000, immutable';

/** The sealed log as anyone may check it: its newest checkpoint, and hashes alone. */
@ApiTags('sealed log')
@AllowEveryone()
@Controller()
export class SealedLogController {
  constructor(
    private readonly heads: SignedHeads,
    private readonly tree: SealedTree,
  ) {}

  @Get('checkpoint')
  @ApiOperation({ summary: 'The newest signed checkpoint (C2SP tlog-checkpoint)' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string', format: 'binary' } } } })
  @ApiNotFoundResponse({ description: 'Nothing is sealed yet' })
  async checkpoint(@Res({ passthrough: true }) response: Response): Promise<string> {
    const newest = await this.heads.newest();
    if (!newest) throw nothingThere();
    response.type('text/plain; charset=utf-8').setHeader('Cache-Control', 'no-cache');
    return newest.note;
  }

  @Get('tile/*path')
  @ApiOperation({ summary: 'A tile of hashes: <level>/<index>[.p/<width>] (C2SP tlog-tiles)' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiNotFoundResponse({ description: 'The tree has no such tile, or not so wide a one' })
  async tile(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const tile = parseTilePath(request.path.slice(1));
    const hashes = tile && (await this.tree.hashesOf(tile));
    const bytes = (tile?.width ?? 0) * HASH_BYTES;
    if (!hashes || hashes.length < bytes) throw nothingThere();
    response.setHeader('Cache-Control', FOR_EVER);
    return new StreamableFile(hashes.subarray(0, bytes), { type: 'application/octet-stream' });
  }
}
