import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '#platform';
import { type Checkpoint, rootOf, unverifiedCheckpoint } from '#transparency';
import { SealedTree } from '../read-models/tree/query.ts';
import { ReplacedLogs } from '../replaced-logs.ts';
import { SignedHeads } from '../signed-heads.ts';
import {
  type KeptCheckpointOutcome,
  KeptCheckpointQuery,
  KeptCheckpointView,
} from './kept-checkpoint.dto.ts';

/** Holds what somebody has kept against the log of today: whoever keeps a checkpoint is a witness. */
@ApiTags('sealed log')
@Allow('caf-habilitation', 'caf-security', 'gestionnaire', 'agent')
@Controller('sealed-log')
export class KeptCheckpointsController {
  constructor(
    private readonly heads: SignedHeads,
    private readonly tree: SealedTree,
    private readonly replaced: ReplacedLogs,
  ) {}

  @Get('kept-checkpoint')
  @ApiOperation({
    summary:
      'Whether the log of today still is the one that a kept checkpoint vouches for; its signature is for its reader to check',
  })
  @ApiOkResponse({ type: KeptCheckpointView })
  async compare(@Query() { origin, size, root }: KeptCheckpointQuery): Promise<KeptCheckpointView> {
    const newest = await this.heads.newest();
    const now = newest && unverifiedCheckpoint(newest.note);
    const kept = { origin, size, root: Buffer.from(root, 'hex') };
    return { outcome: now ? await this.outcomeOf(kept, now) : 'beyond', sealed: now?.size ?? 0 };
  }

  private async outcomeOf(kept: Checkpoint, now: Checkpoint): Promise<KeptCheckpointOutcome> {
    if (kept.origin !== now.origin) return 'other-log';
    const isBeyond = kept.size > now.size;
    if (!isBeyond && (await rootOf(kept.size, this.tree.tiles)).equals(kept.root)) return 'contained';
    if (await this.replaced.contain(kept)) return 'replaced';
    return isBeyond ? 'beyond' : 'contradicted';
  }
}
