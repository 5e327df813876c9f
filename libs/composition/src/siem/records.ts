import { randomUUID } from 'node:crypto';
import { type AnomalyEvent, CaseFindings } from '#anomalies';
import { authenticationOf, type ConnectionsEvent, factorsOf, signOutOf } from '#connections';
import { type EventStore, idOf, type Position, type RecordedEvent } from '#event-sourcing';
import { type Config, type Instant, type OcsfRecord, ocsfMetadata, type SiemConfig } from '#platform';
import { fitted } from './fitted.ts';
import { type Masking, maskingOf } from './masks.ts';

/** The streams of attempts and of cases. */
export const SIEM_CATEGORIES = ['connections', 'anomaly'] as const;

type SiemRecordKind = 'authentication' | 'detection_finding' | 'heartbeat';

/** What is told of one event. */
export interface SiemRecord {
  readonly kind: SiemRecordKind;
  readonly at: Instant;
  /** From 1 on, without gaps; a heartbeat has that of the record before it. */
  readonly sequence: number;
  /** Of syslog: 4 warning, 5 notice, 6 informational. */
  readonly severity: 4 | 5 | 6;
  /** One line, of bounded length. */
  readonly json: string;
}

type ToldEvent = RecordedEvent<ConnectionsEvent> | RecordedEvent<AnomalyEvent>;

/** Events as records of OCSF. */
export class SiemRecords {
  readonly #cases: CaseFindings;
  readonly #masked: Masking;

  constructor(
    store: Pick<EventStore, 'readStream'>,
    { mask }: Pick<SiemConfig, 'mask'>,
    config: Pick<Config, 'nameSecret'>,
  ) {
    this.#cases = new CaseFindings(store);
    this.#masked = maskingOf(mask, config);
  }

  /** Attempts, sign-outs and cases among `events`, numbered from behind `last` on; other events are not told of. */
  async of(events: readonly RecordedEvent[], last: number): Promise<SiemRecord[]> {
    const records: SiemRecord[] = [];
    for (const event of events as readonly ToldEvent[]) {
      const sequence = last + records.length + 1;
      const told = await this.told(event, sequence);
      if (told) records.push({ ...told, at: event.metadata.occurredAt, sequence });
    }
    return records;
  }

  /**
   * That nothing is missing though nothing came: `last` is the number, and `position` the place in the log, sent so far;
   * `checkpoint` is what was last signed of the log, null before that.
   */
  heartbeat(at: Instant, last: number, position: Position, checkpoint: string | null): SiemRecord {
    const record: OcsfRecord = {
      category_uid: 0,
      class_uid: 0,
      activity_id: 99,
      activity_name: 'Heartbeat',
      type_uid: 99,
      severity_id: 1,
      time: Date.parse(at),
      message: 'Greffe est à l’écoute de son journal',
      metadata: ocsfMetadata('heartbeat', randomUUID(), last),
      unmapped: { position, ...(checkpoint && { checkpoint }) },
    };
    return { kind: 'heartbeat', at, sequence: last, severity: 6, json: JSON.stringify(record) };
  }

  private async told(
    event: ToldEvent,
    sequence: number,
  ): Promise<Pick<SiemRecord, 'kind' | 'severity' | 'json'> | null> {
    switch (event.type) {
      case 'LoginAttempted': {
        const { id, data, metadata } = event;
        const attempt = {
          ...data,
          id,
          at: metadata.occurredAt,
          name: null,
          importedFrom: null,
          factors: factorsOf(data),
        };
        const json = this.json(authenticationOf(attempt, sequence), event);
        return { kind: 'authentication', severity: data.outcome === 'success' ? 6 : 5, json };
      }
      case 'LoggedOut': {
        const { id, stream, data, metadata } = event;
        const signOut = { id, at: metadata.occurredAt, userCode: idOf(stream), sessionId: data.sessionId };
        return { kind: 'authentication', severity: 6, json: this.json(signOutOf(signOut, sequence), event) };
      }
      case 'PasswordConfirmed':
      case 'IdentityConfirmed':
        return null;
      default: {
        const json = this.json(await this.#cases.of(event, sequence), event);
        return { kind: 'detection_finding', severity: 4, json };
      }
    }
  }

  private json(record: OcsfRecord, { position }: ToldEvent): string {
    const unmapped = { ...(record.unmapped as object), position };
    return fitted(this.#masked({ ...record, unmapped }));
  }
}
