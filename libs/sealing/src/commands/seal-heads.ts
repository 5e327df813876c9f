import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome, ProjectionProgress, START, StoredLog } from '#event-sourcing';
import { CompactRange, rootOf } from '#transparency';
import {
  HEADS_ID,
  HEADS_STREAM,
  type Heads,
  type SealedHeadsEvent,
  sealedHeads,
} from '../domain/sealed-heads.ts';
import { Directories } from '../heads/directories.ts';
import { PartnerTreesQuery } from '../read-models/partner-trees/query.ts';
import { SealedTree } from '../read-models/tree/query.ts';

/** What was just sealed is taken in within a second or two. */
const LONGEST_WAIT_MS = 10_000;

/** Writes into the log itself how far what concerns each partner has come: with the log, that is sealed. */
export class SealHeads extends Command<CommandOutcome<SealedHeadsEvent>> {}

@CommandHandler(SealHeads)
export class SealHeadsHandler implements ICommandHandler<SealHeads> {
  constructor(
    private readonly log: StoredLog,
    private readonly trees: PartnerTreesQuery,
    private readonly directories: Directories,
    private readonly tree: SealedTree,
    private readonly progress: ProjectionProgress,
    private readonly commands: CommandHandling,
  ) {}

  /** @throws NotUpToDate when a tree does not come as far as what was sealed last, or as what is to be sealed */
  async execute() {
    const [last] = await this.log.store.readStream(HEADS_STREAM, { direction: 'backwards', limit: 1 });
    await this.progress.waitFor(['partner_trees'], last?.position ?? START, LONGEST_WAIT_MS);
    await this.progress.mustHaveSeen(['partner_trees'], last?.position ?? START);
    const trees = await this.trees.all();
    await this.progress.mustHaveSeen(['tree'], await this.progress.positionOf('partner_trees'));
    const upToRoot = await rootOf(trees.upTo, this.tree.tiles);
    const leaves = await this.directories.keep(trees);
    const heads: Heads = {
      concerns: 'v1',
      upTo: trees.upTo,
      upToRoot: upToRoot.toString('base64'),
      partners: leaves.length,
      directoryRoot: CompactRange.of(leaves).root.toString('base64'),
    };
    const { upTo: after } = (last?.data as Heads | undefined) ?? { upTo: 0 };
    return this.commands.handle(sealedHeads, HEADS_ID, { type: 'SealHeads', heads, after });
  }
}
