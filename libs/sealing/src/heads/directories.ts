import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Instant } from '#platform';
import { BLIND_BYTES, headText, leafHash } from '#transparency';
import type { PartnerTrees } from '../read-models/partner-trees/query.ts';

const SECRET_BYTES = 32;

/** Heads are sealed anew at least each day: proofs are made of the newest alone, or while that is not signed, of the one before. */
const DIRECTORIES_KEPT = 5;

/** Kept apart from the trees, which can be built again: without a secret, what a head was sealed with never comes out again. */
export const directoryTables = `
  CREATE TABLE sealing.blind_secrets (partner text COLLATE "C" PRIMARY KEY, secret bytea NOT NULL);
  CREATE TABLE sealing.directories (up_to bigint PRIMARY KEY, leaves bytea[] NOT NULL);
`;

/** With a secret that was made anew, nobody can say what heads were before it. Of those that are there already, nobody knows. */
export const secretTimes = `
  ALTER TABLE sealing.blind_secrets ADD COLUMN made_at timestamptz NOT NULL DEFAULT '-infinity';
  ALTER TABLE sealing.blind_secrets ALTER COLUMN made_at SET DEFAULT clock_timestamp();
`;

/** The trees over the heads of all partners, as far as proofs are made of them. */
@Injectable()
export class Directories {
  constructor(private readonly database: Database) {}

  /** The leaves of the directory over these heads, kept for the proofs of each. */
  async keep({ upTo, partners }: PartnerTrees): Promise<Buffer[]> {
    const leaves = directoryOf({ upTo, partners }, await this.secretsOf(partners.map(({ id }) => id)));
    await this.database.query(
      `WITH before AS (DELETE FROM sealing.directories WHERE up_to NOT IN (
         SELECT up_to FROM sealing.directories ORDER BY up_to DESC LIMIT $3))
       INSERT INTO sealing.directories (up_to, leaves) VALUES ($1, $2)
       ON CONFLICT (up_to) DO UPDATE SET leaves = EXCLUDED.leaves`,
      [upTo, leaves, DIRECTORIES_KEPT],
    );
    return leaves;
  }

  /** Null where they are not kept any more. */
  async leavesOf(upTo: number): Promise<Buffer[] | null> {
    const { rows } = await this.database.query<{ leaves: Buffer[] }>(
      'SELECT leaves FROM sealing.directories WHERE up_to = $1',
      [upTo],
    );
    return rows[0]?.leaves ?? null;
  }

  /** What hides the head of a partner from the others: another one each time, so that they do not see whether it has grown either. */
  async blindOf(partner: string, upTo: number): Promise<Buffer> {
    return blindFrom((await this.secretsOf([partner])).get(partner)!, upTo);
  }

  /** Of those partners that had one by then. */
  async knownSecrets(
    partners: readonly string[],
    by: Instant | 'infinity',
  ): Promise<ReadonlyMap<string, Buffer>> {
    const { rows } = await this.database.query<{ partner: string; secret: Buffer }>(
      'SELECT partner, secret FROM sealing.blind_secrets WHERE partner = ANY ($1) AND made_at <= $2',
      [partners, by],
    );
    return new Map(rows.map(({ partner, secret }) => [partner, secret]));
  }

  /** Each partner’s own, made when it is first asked for. */
  private async secretsOf(partners: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    await this.database.query(
      `INSERT INTO sealing.blind_secrets (partner, secret) SELECT * FROM unnest($1::text[], $2::bytea[])
       ON CONFLICT DO NOTHING`,
      [partners, partners.map(() => randomBytes(SECRET_BYTES))],
    );
    return this.knownSecrets(partners, 'infinity');
  }
}

/** The leaves of the directory over these heads. */
export const directoryOf = (
  { upTo, partners }: PartnerTrees,
  secrets: ReadonlyMap<string, Buffer>,
): Buffer[] =>
  partners.map((head) => leafHash(headText({ ...head, blind: blindFrom(secrets.get(head.id)!, upTo) })));

const blindFrom = (secret: Buffer, upTo: number): Buffer =>
  createHmac('sha256', secret).update(`greffe-head/v1 ${upTo}`).digest().subarray(0, BLIND_BYTES);
