import {
  type Batch,
  type Checkpoint,
  createCheckpoint,
  type EventStore,
  expectInLog,
  findCheckpoint,
  moveCheckpoint,
  type Position,
  START,
} from '#event-sourcing';
import { BEGUN_NOT_WAITING, type Database, type SiemConfig } from '#platform';

/** Its checkpoint goes by it. */
export const SIEM = 'siem';

const VERSION = 1;

/** How many records have been sent, beside the checkpoint, which says up to where. */
export const siemSteps = [
  `
  CREATE SCHEMA siem;
  CREATE TABLE siem.sent (records bigint NOT NULL);
  INSERT INTO siem.sent VALUES (0);
  `,
];

/** Where the stream stands: what is behind has been confirmed. */
export class Place {
  private constructor(
    private readonly checkpoint: Checkpoint,
    public position: Position,
    /** Records, those under way included. */
    public sent: number,
  ) {}

  /** @throws AheadOfLog */
  static async read(database: Database, store: EventStore, from: SiemConfig['from']): Promise<Place> {
    const checkpoint = (await findCheckpoint(database, SIEM)) ?? (await Place.first(database, store, from));
    await expectInLog(checkpoint, store);
    const { rows } = await database.query<{ records: string }>('SELECT records FROM siem.sent');
    return new Place(checkpoint, checkpoint.position, Number(rows[0]!.records));
  }

  private static async first(database: Database, store: EventStore, from: SiemConfig['from']) {
    return createCheckpoint(database, SIEM, VERSION, from === 'start' ? START : await store.head());
  }

  async moveTo(batch: Batch, database: Database): Promise<void> {
    if (batch.position === this.position) return;
    await database.transaction(async (sql) => {
      await moveCheckpoint(sql, this.checkpoint, this.position, batch);
      await sql.query('UPDATE siem.sent SET records = $1', [this.sent]);
    }, BEGUN_NOT_WAITING);
    this.position = batch.position;
  }
}
