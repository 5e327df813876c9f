import { Injectable } from '@nestjs/common';
import { Database, notFound, type Principal } from '#platform';
import type { EventPlace } from '#sealing';
import type { Step } from '../../domain/act.ts';

/** A receipt is for a person's own files: of a bulk act it has the first events. */
const MOST_EVENTS = 20;

/** What its reader did, and nobody else: the events of it say all that was sent. */
@Injectable()
export class OwnActs {
  constructor(private readonly database: Database) {}

  /** @throws Refusal act-not-found, also where somebody else did it */
  async eventsOf(id: string, { userCode }: Principal): Promise<EventPlace[]> {
    const { rows } = await this.database.query<{ steps: Step[] }>(
      'SELECT steps FROM acts.acts WHERE id = $1 AND actor_code = $2',
      [id, userCode],
    );
    const [act] = rows;
    if (!act) throw notFound('act-not-found', 'Cet acte n’existe pas, ou n’est pas de vous.');
    return act.steps.slice(0, MOST_EVENTS).map(({ stream, revision }) => ({ stream, revision }));
  }
}
