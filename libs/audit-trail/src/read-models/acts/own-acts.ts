import { Injectable } from '@nestjs/common';
import { Database, notFound, type Principal } from '#platform';
import type { EventPlace } from '#sealing';
import { inTellingOrder, type Step } from '../../domain/act.ts';
import type { OwnActView } from './view.ts';

/** A receipt is for a person's own files: of a bulk act it has the first events. */
const MOST_EVENTS = 20;

/** The latest of them. */
const MOST_ACTS = 50;

/** What its reader did, and nobody else: the events of it say all that was sent. */
@Injectable()
export class OwnActs {
  constructor(private readonly database: Database) {}

  /** What they did, the latest first; what they only read is left out. */
  async latest({ userCode }: Principal): Promise<OwnActView[]> {
    const { rows } = await this.database.query<{ id: string; at: Date; steps: Step[] }>({
      name: 'acts-own-latest',
      text: `SELECT id, at, steps FROM acts.acts WHERE actor_code = $1 AND kinds <> '["reading"]'
             ORDER BY position DESC LIMIT $2`,
      values: [userCode, MOST_ACTS],
    });
    return rows.map(({ id, at, steps }) => ({
      id,
      at: at.toISOString(),
      steps: inTellingOrder(steps).map(({ title, detail }) =>
        detail === null ? title : `${title} (${detail})`,
      ),
    }));
  }

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
