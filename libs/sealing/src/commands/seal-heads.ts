import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome, ProjectionProgress } from '#event-sourcing';
import { CompactRange, rootOf } from '#transparency';
import { HEADS_ID, type Heads, type SealedHeadsEvent, sealedHeads } from '../domain/sealed-heads.ts';
import { Directories } from '../heads/directories.ts';
import { PartnerTreesQuery } from '../read-models/partner-trees/query.ts';
import { SealedTree } from '../read-models/tree/query.ts';

/** Writes into the log itself how far what concerns each partner has come: with the log, that is sealed. */
export class SealHeads extends Command<CommandOutcome<SealedHeadsEvent>> {}

@CommandHandler(SealHeads)
export class SealHeadsHandler implements ICommandHandler<SealHeads> {
  constructor(
    private readonly trees: PartnerTreesQuery,
    private readonly directories: Directories,
    private readonly tree: SealedTree,
    private readonly progress: ProjectionProgress,
    private readonly commands: CommandHandling,
  ) {}

  /** @throws NotUpToDate when the tree over the log does not come as far */
  async execute() {
    const trees = await this.trees.all();
    await this.progress.mustHaveSeen(['tree'], await this.progress.positionOf('partner_trees'));
    const upToRoot = await rootOf(trees.upTo, this.tree.tiles);
    const leaves = await this.directories.keep(trees);
    const heads: Heads = {
      concerns: 'v1',
      ...{ upTo: trees.upTo, upToRoot: upToRoot.toString('base64') },
      ...{ partners: leaves.length, directoryRoot: CompactRange.of(leaves).root.toString('base64') },
    };
    return this.commands.handle(sealedHeads, HEADS_ID, { type: 'SealHeads', heads });
  }
}
