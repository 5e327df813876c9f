import { type EventStore, fold, type RecordedEvent } from '#event-sourcing';
import type { OcsfRecord } from '#platform';
import type { AnomalyEvent } from '../domain/anomaly-events.ts';
import { type AnomalyState, evolve, NO_ANOMALY } from '../domain/anomaly-state.ts';
import { type CaseThen, detectionFindingOf } from './detection-finding.ts';

/** Cases that are remembered between their events. */
const REMEMBERED = 200;

interface Remembered extends CaseThen {
  readonly revision: number;
}

/** Tells of cases event by event, in the order of the log, to who has no read model of that moment. */
export class CaseFindings {
  readonly #remembered = new Map<string, Remembered>();

  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** @throws StoreUnavailable */
  async of(event: RecordedEvent<AnomalyEvent>, sequence: number): Promise<OcsfRecord> {
    const then = await this.after(event);
    this.remember(event.stream, then);
    return detectionFindingOf(event, then, sequence);
  }

  private async after(event: RecordedEvent<AnomalyEvent>): Promise<Remembered> {
    const { revision, stream } = event;
    const before = this.#remembered.get(stream);
    if (before?.revision === revision - 1) {
      const { state } = evolve({ ...NO_ANOMALY, state: before.state }, event);
      return {
        ...before,
        revision,
        state: state as AnomalyState,
        verdict: verdictIn(event) ?? before.verdict,
      };
    }
    const limit = revision + 1;
    const events = (await this.store.readStream(stream, { limit })) as RecordedEvent<AnomalyEvent>[];
    const [first] = events;
    if (first?.type !== 'AnomalyDetected') throw new Error('A case begins with what was detected');
    const { state } = fold({ initialState: NO_ANOMALY, evolve }, events);
    const verdict = events.map(verdictIn).findLast((given) => given !== null) ?? null;
    return { revision, state: state as AnomalyState, verdict, detection: first.data };
  }

  private remember(stream: string, then: Remembered): void {
    this.#remembered.delete(stream);
    this.#remembered.set(stream, then);
    if (this.#remembered.size > REMEMBERED) this.#remembered.delete(this.#remembered.keys().next().value!);
  }
}

const verdictIn = (event: AnomalyEvent) => (event.type === 'VerdictGiven' ? event.data.verdict : null);
