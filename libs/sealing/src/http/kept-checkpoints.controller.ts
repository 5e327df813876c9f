import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '#platform';
import { type Checkpoint, rootOf, unverifiedCheckpoint } from '#transparency';
import { SealedTree } from '../read-models/tree/query.ts';
import { ReplacedLogs } from '../replaced-logs.ts';
import { SignedHeads } from '../signed-heads.ts';
import { KeptCheckpointQuery, KeptCheckpointView } from './kept-checkpoint.dto.ts';

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
    const before = await this.replaced.named(origin);
    if (before && (await this.replaced.contain(kept))) return { outcome: 'replaced', sealed: before.sealed };
    // Logs of before releases gave them a name of their own went on under the one that they had.
    if (now && now.origin !== origin) {
      return before ? against(kept, before.sealed) : { outcome: 'other-log', sealed: now.size };
    }
    const sealed = now?.size ?? 0;
    const isContained = kept.size <= sealed && (await rootOf(kept.size, this.tree.tiles)).equals(kept.root);
    return isContained ? { outcome: 'contained', sealed } : against(kept, sealed);
  }
}

/** What is said of a checkpoint that a log of so many events does not contain. */
const against = ({ size }: Checkpoint, sealed: number): KeptCheckpointView => ({
  outcome: size > sealed ? 'beyond' : 'contradicted',
  sealed,
});
