import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type Fragment,
  filter,
  fragment,
  Gives,
  type Instant,
  inParis,
  List,
  type ListDeclaration,
  listController,
  Named,
  OneOf,
  ofGestionnaire,
  period,
  Text,
} from '#platform';
import type { BlockKind, LastUse } from '../domain/account-events.ts';
import { answeredFor } from '../read-models/accounts/answered-for.ts';
import { codesFound } from './found.ts';
import { LAST_USE_NAMES } from './words.ts';

class UnblockingView {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.text()
  readonly reason!: string;

  @Gives.text({ orNull: true, description: 'Of the written request; null when it was made here' })
  readonly reference!: string | null;
}

/** One block of one code, with its proof and its end (R21). */
export class ListedBlock {
  @Gives.text()
  readonly userCode!: string;

  @Gives.whole({ description: 'With the code it is the block’s own' })
  readonly revision!: number;

  @Gives.text()
  readonly name!: string;

  @Gives.object(() => Named)
  readonly organism!: Named;

  @Gives.oneOf(['idle', 'security'])
  readonly kind!: BlockKind;

  @Gives.text()
  readonly reason!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.instant({
    orNull: true,
    description: 'The use that 45 days were counted from; null for a suspension',
  })
  readonly since!: Instant | null;

  @Gives.oneOf(['success', 'delivery', 'unblocking'], {
    orNull: true,
    description: 'What that use was; null in older blocks too',
  })
  readonly use!: LastUse['kind'] | null;

  @Gives.object(() => UnblockingView, { orNull: true })
  readonly unblocking!: UnblockingView | null;

  @Gives.instant({ orNull: true, description: 'When the code was closed, blocked as it was' })
  readonly closedAt!: Instant | null;
}

interface BlockRow extends Omit<ListedBlock, 'at' | 'since' | 'unblocking' | 'closedAt'> {
  readonly at: Date;
  readonly since: Date;
  readonly closedAt: Date | null;
  readonly unblockedAt: Date | null;
  readonly unblockingReason: string | null;
  readonly unblockingReference: string | null;
}

const blocks: ListDeclaration<ListedBlock> = {
  path: 'lists/blocks',
  tag: 'accounts',
  summary: 'Every block of the codes that the reader answers for, with its proof and its end (R21)',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire'],
  reads: Reads('accounts', 'conventions'),
  recordsExport: 'blocks-export',
  file: 'blocages',
  view: ListedBlock,
  from: 'accounts.blocks AS b JOIN accounts.accounts AS a USING (user_code)',
  columns: `b.user_code AS "userCode", b.revision, b.kind, b.reason, b.blocked_at AS at, b.since, b.use,
    a.name, jsonb_build_object('id', a.organism_id, 'name', a.organism_name) AS organism,
    b.closed_at AS "closedAt", b.unblocked_at AS "unblockedAt", b.unblocking_reason AS "unblockingReason", b.unblocking_reference AS "unblockingReference"`,
  searched: (matches) => fragment`user_code IN (${codesFound(matches)})`,
  filters: {
    kind: filter(
      OneOf(['idle', 'security'], { optional: true, description: 'For want of use, or as a precaution' }),
      (kind: BlockKind) => fragment`b.kind = ${kind}`,
    ),
    end: filter(
      OneOf(['blocked', 'unblocked'], { optional: true, description: 'Still blocked, or unblocked since' }),
      (end: string) =>
        end === 'blocked'
          ? fragment`b.unblocked_at IS NULL AND b.closed_at IS NULL`
          : fragment`b.unblocked_at IS NOT NULL`,
    ),
    ...period.instants('b.blocked_at', 'of the block'),
    userCode: filter(Text('userCode', { optional: true }), (code: string) => fragment`b.user_code = ${code}`),
    organismId: ofGestionnaire('a.organism_id'),
  },
  sorts: { time: [by.instant('b.blocked_at'), by.text('b.user_code'), by.whole('b.revision')] },
  order: '-time',
  csv: [
    ['Code', ({ userCode }) => userCode],
    ['Personne', ({ name }) => name],
    ['Organisme', ({ organism }) => organism.name],
    ['Identifiant de l’organisme', ({ organism }) => organism.id],
    ['Bloqué le', ({ at }) => inParis(at)],
    ['Motif', ({ reason }) => reason],
    ['Compté depuis', ({ since }) => since && inParis(since)],
    ['Ce qui était alors', ({ use }) => use && LAST_USE_NAMES[use]],
    ['Débloqué le', ({ unblocking }) => unblocking && inParis(unblocking.at)],
    ['Code fermé le', ({ closedAt }) => closedAt && inParis(closedAt)],
    ['Motif de la demande', ({ unblocking }) => unblocking?.reason],
    ['Référence de la demande', ({ unblocking }) => unblocking?.reference],
  ],
};

@Injectable()
export class BlockList extends List<BlockRow, ListedBlock> {
  readonly declared = blocks;

  constructor(private readonly conventions: ConventionsQuery) {
    super();
  }

  protected async scope({ reader }: Asking): Promise<Fragment> {
    return answeredFor(reader, await this.conventions.overseenBy(reader.organism.id));
  }

  protected views(rows: readonly BlockRow[]): ListedBlock[] {
    return rows.map(
      ({ at, since, closedAt, unblockedAt, unblockingReason, unblockingReference, ...row }) => ({
        ...row,
        at: at.toISOString(),
        closedAt: closedAt?.toISOString() ?? null,
        since: row.kind === 'idle' ? since.toISOString() : null,
        unblocking: unblockedAt && {
          at: unblockedAt.toISOString(),
          reason: unblockingReason!,
          reference: unblockingReference,
        },
      }),
    );
  }
}

export const BlockListController = listController(BlockList, blocks);
