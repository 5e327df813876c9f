import { Grouping } from '#platform';
import type { ReadOptions } from '../event-store.ts';
import { COLUMNS, type EventRow, type Query } from './rows.ts';

type Direction = NonNullable<ReadOptions['direction']>;

interface StreamRead {
  readonly stream: string;
  readonly from: number;
  readonly limit: number | null;
}

interface AskedRow extends EventRow {
  /** Which read of the group, from 1. */
  asked: string;
}

const MOST_TOGETHER = 50;

/** Reads of streams: those of the same time are one statement. */
export class StreamReads {
  private readonly forwards: Grouping<StreamRead, EventRow[]>;
  private readonly backwards: Grouping<StreamRead, EventRow[]>;

  constructor(private readonly query: Query) {
    this.forwards = this.grouping('forwards');
    this.backwards = this.grouping('backwards');
  }

  read(
    stream: string,
    { direction = 'forwards', from, limit = null }: Omit<ReadOptions, 'limit'> & { limit?: number | null },
  ): Promise<EventRow[]> {
    return this[direction].ask({
      stream,
      from: from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER),
      limit,
    });
  }

  private grouping(direction: Direction): Grouping<StreamRead, EventRow[]> {
    return new Grouping(
      async (reads) =>
        reads.length === 1 ? [await this.alone(direction, reads[0]!)] : this.together(direction, reads),
      (_, group) => group.length < MOST_TOGETHER,
    );
  }

  /** PostgreSQL plans `together` anew each time, since it does not know how many are asked for; that takes longer than to read one. */
  private async alone(direction: Direction, { stream, from, limit }: StreamRead): Promise<EventRow[]> {
    const { rows } = await this.query<EventRow>({
      name: `event-log-read-one-${direction}`,
      text: READS_ONE[direction],
      values: [stream, from, limit],
    });
    return rows;
  }

  private async together(direction: Direction, reads: readonly StreamRead[]): Promise<EventRow[][]> {
    const { rows } = await this.query<AskedRow>({
      name: `event-log-read-${direction}`,
      text: READS[direction],
      values: [
        reads.map((read) => read.stream),
        reads.map((read) => read.from),
        reads.map((read) => read.limit),
      ],
    });
    const answers: EventRow[][] = reads.map(() => []);
    for (const { asked, ...row } of rows) answers[Number(asked) - 1]!.push(row);
    return answers;
  }
}

const readOf = (direction: Direction, stream: string, from: string, limit: string): string => {
  const [reached, order] = direction === 'forwards' ? ['>=', 'ASC'] : ['<=', 'DESC'];
  return `SELECT ${COLUMNS} FROM event_log.events WHERE stream = ${stream} AND revision ${reached} ${from}
    ORDER BY revision ${order} LIMIT ${limit}`;
};

const readsOf = (direction: Direction): string => `
  SELECT asked, event.* FROM unnest($1::text[], $2::bigint[], $3::bigint[])
    WITH ORDINALITY AS wanted(wanted_stream, wanted_from, most, asked)
  CROSS JOIN LATERAL (${readOf(direction, 'wanted_stream', 'wanted_from', 'most')}) AS event
  ORDER BY asked, revision ${direction === 'forwards' ? 'ASC' : 'DESC'}`;

const READS_ONE = {
  forwards: readOf('forwards', '$1', '$2', '$3'),
  backwards: readOf('backwards', '$1', '$2', '$3'),
};
const READS = { forwards: readsOf('forwards'), backwards: readsOf('backwards') };
