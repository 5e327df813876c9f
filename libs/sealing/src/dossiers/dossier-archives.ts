import { Injectable } from '@nestjs/common';
import { StoredLog } from '#event-sourcing';
import { BYTE_ORDER_MARK, Config, csvLine, formatDateTime, type Instant } from '#platform';
import { type Dossier, dossierText, parseTlogProof, WrongProof } from '#transparency';
import { REPLACEMENTS_STREAM } from '../domain/log-replaced.ts';
import { type ArchivedFile, proofArchive } from '../proof-archive.ts';
import { NotSealedYet, proofsOf } from '../proofs-of.ts';
import { SealedTree } from '../read-models/tree/query.ts';
import { sealBroken } from '../seal-broken.ts';
import { SignedHeads } from '../signed-heads.ts';
import { type Timestamp, Timestamps } from '../timestamps/timestamps.ts';
import { Witnesses } from '../witnesses/witnesses.ts';
import { dossierReadme } from './dossier-text.ts';

/** A dossier as files: for people, for a spreadsheet, and for who checks it. */
@Injectable()
export class DossierArchives {
  constructor(
    private readonly log: StoredLog,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
    private readonly timestamps: Timestamps,
    private readonly witnesses: Witnesses,
    private readonly config: Config,
  ) {}

  /** @param documents what its entries name by their SHA-256 */
  async of(
    dossier: Dossier,
    documents: readonly ArchivedFile[],
    now: Instant,
  ): Promise<AsyncIterable<Buffer>> {
    const { extra, checkpoint } = parseTlogProof(dossier.sealed);
    const { recordedAt } = JSON.parse(extra!.toString()) as { recordedAt: Instant };
    const [stamp, cosigned, replacement] = await Promise.all([
      this.timestamps.newest(),
      this.witnesses.newestCosigned(),
      this.replacement(),
    ]);
    const witnessKeys = this.config.witnesses.flatMap(({ keys }) => keys);
    const files = [
      { name: 'dossier.json', content: dossierText(dossier) },
      { name: 'pieces.csv', content: piecesOf(dossier) },
      { name: 'point-de-controle.txt', content: checkpoint },
      ...(cosigned ? [{ name: 'temoins.txt', content: cosigned.note }] : []),
      ...(witnessKeys.length > 0
        ? [{ name: 'temoins-cles.txt', content: `${witnessKeys.join('\n')}\n` }]
        : []),
      ...(stamp ? stampedFiles(stamp) : []),
      ...(replacement === null ? [] : [{ name: 'registre-remplace.tlog-proof', content: replacement }]),
      ...documents,
    ];
    return proofArchive(dossierReadme(dossier, recordedAt), await this.heads.keys(), files, now);
  }

  /** The proof of what the log says of the one that it has replaced; null where there is none, or none yet. */
  private async replacement(): Promise<string | null> {
    const { store: stored } = this.log;
    const [last] = await stored.readStream(REPLACEMENTS_STREAM, { direction: 'backwards', limit: 1 });
    if (!last) return null;
    try {
      const { events } = await proofsOf({ stored, tree: this.tree, heads: this.heads }, [last]);
      return events[0]!.proof;
    } catch (error) {
      if (error instanceof NotSealedYet) return null;
      throw error instanceof WrongProof ? sealBroken(error.message) : error;
    }
  }
}

/** What was stamped, and what the authority has said of it. */
const stampedFiles = ({ note, response }: Timestamp): ArchivedFile[] => [
  { name: 'horodatage.txt', content: note },
  { name: 'horodatage.tsr', content: response },
];

const HEADER = ['Pièce n°', 'Le', 'Par', 'Acte', 'Précision', 'Motif'];

const piecesOf = ({ entries }: Dossier): string =>
  [
    HEADER,
    ...entries.map(({ number, readable }) =>
      readable
        ? [
            ...[number, formatDateTime(readable.at), readable.by],
            ...[readable.title, readable.detail ?? '', readable.reason ?? ''],
          ]
        : [number, '', '', 'Pièce prouvée, que vous ne pouvez pas lire', '', ''],
    ),
  ]
    .map(csvLine)
    .join('')
    .replace(/^/, BYTE_ORDER_MARK);
