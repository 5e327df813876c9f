import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { attemptOutcomes, type ConnectionsEvent } from '#connections';
import type { ObservedAppend, ObservedCommand } from '#event-sourcing';
import { inTime } from '#platform';

/** One answered HTTP request. */
export interface ObservedRequest {
  /** The template, never the address: `/api/conventions/:id`; `none` for what no route took. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

/** One run of a job, or of a share of it, that was not left to another process. */
export interface ObservedJobRun {
  /** Of the job. */
  readonly name: string;
  readonly outcome: 'succeeded' | 'failed';
  readonly seconds: number;
}

type Sampler = () => Promise<void>;

const APPEND_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOB_SECONDS = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1800];
const LONGEST_SAMPLING_MS = 3000;

/**
 * What this process tells Prometheus. Labels are names of our own making (categories, commands, routes): never an
 * id, a code, an address or anything else of a person.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #samplers = new Set<Sampler>();
  #sampling: Promise<void> | undefined;

  readonly #appendSeconds = this.histogram(
    'greffe_append_duration_seconds',
    'Time that an append to the event store took, whatever came of it',
    ['category'],
    APPEND_SECONDS,
  );
  readonly #appendConflicts = this.counter(
    'greffe_append_conflicts_total',
    'Appends refused because somebody else had written to the stream; the command decides anew',
    ['category'],
  );
  readonly #appendFailures = this.counter(
    'greffe_append_failures_total',
    'Appends that failed for any other reason, such as a store that cannot be reached',
    ['category'],
  );
  readonly #commands = this.counter(
    'greffe_commands_total',
    'Commands by what came of them; a refusal has the stable code of its rule',
    ['command', 'outcome', 'code'],
  );
  readonly #signIns = this.counter('greffe_sign_ins_total', 'Recorded attempts to sign in, by outcome', [
    'outcome',
  ]);
  readonly #requestSeconds = this.histogram(
    'greffe_http_request_duration_seconds',
    'Time from a request to the end of its answer; status 499: the client did not wait for it',
    ['route', 'method', 'status'],
    REQUEST_SECONDS,
  );
  readonly #jobRuns = this.counter(
    'greffe_job_runs_total',
    'Attempts to run a job, or a share of it, in this process, by outcome',
    ['name', 'outcome'],
  );
  readonly #jobSeconds = this.histogram(
    'greffe_job_duration_seconds',
    'Time that such an attempt took',
    ['name'],
    JOB_SECONDS,
  );
  readonly #followerFailures = this.counter(
    'greffe_follower_failures_total',
    'Failures of a projection, reactor or stream; it tries again after each',
    ['follower', 'kind'],
  );
  readonly followerState = this.gauge(
    'greffe_follower_state',
    'State of a projection, reactor or stream in this process (starting, active, waiting, standby, failing): 1 for the present one',
    ['follower', 'kind', 'state'],
  );
  readonly projectionLagEvents = this.gauge(
    'greffe_projection_lag_events',
    'Events that a projection has still to read',
    ['projection'],
  );
  readonly projectionLagSeconds = this.gauge(
    'greffe_projection_lag_seconds',
    'Age of the oldest event that a projection has still to read; 0 when there is none',
    ['projection'],
  );
  readonly projectionPositionAge = this.gauge(
    'greffe_projection_position_age_seconds',
    'Time since a projection last moved on; grows while nothing is written',
    ['projection'],
  );
  readonly reactorBacklogEvents = this.gauge(
    'greffe_reactor_backlog_events',
    'Events that a reactor has still to deal with',
    ['reactor'],
  );
  readonly reactorBacklogSeconds = this.gauge(
    'greffe_reactor_backlog_seconds',
    'Age of the oldest event that a reactor has still to deal with; 0 when there is none',
    ['reactor'],
  );
  readonly streamLagEvents = this.gauge(
    'greffe_stream_lag_events',
    'Events that the receiver of a stream (a SIEM) has not confirmed yet',
    ['stream'],
  );
  readonly streamLagSeconds = this.gauge(
    'greffe_stream_lag_seconds',
    'Age of the oldest event that the receiver has not confirmed yet; 0 when there is none',
    ['stream'],
  );
  readonly jobLastSuccess = this.gauge(
    'greffe_job_last_success_timestamp_seconds',
    'When a run of the job last succeeded, in whichever process',
    ['name'],
  );
  readonly jobFailing = this.gauge(
    'greffe_job_failing',
    '1 while the last finished run of the job failed, all attempts included; 0 otherwise',
    ['name'],
  );
  readonly sealVerified = this.gauge(
    'greffe_seal_verified_timestamp_seconds',
    'When the seal of the log was last verified: the whole log (full), or at least what had come since (any)',
    ['scope'],
  );
  readonly sealFaults = this.gauge(
    'greffe_seal_faults',
    'Differences between the log and what was sealed, as the last such verification found them; 0 when it is as it was',
    ['scope'],
  );
  readonly sealStamped = this.gauge(
    'greffe_seal_stamped_timestamp_seconds',
    'When an authority of timestamps last said that a checkpoint was there; absent where none has',
    [],
  );
  readonly sealCosigned = this.gauge(
    'greffe_seal_cosigned_timestamp_seconds',
    'When a witness last cosigned a checkpoint; absent where none has',
    ['witness'],
  );
  readonly witnessFault = this.gauge(
    'greffe_seal_witness_fault',
    'Why a witness gave no cosignature the last time (away, refused, cut-back, forked, unverified): 1; absent where it gave one',
    ['witness', 'fault'],
  );
  readonly detectionWindows = this.gauge(
    'greffe_detection_open_windows',
    'Windows of the rules of surveillance that the engine of this process remembers',
    [],
  );
  readonly outboxMails = this.gauge(
    'greffe_outbox_mails',
    'Mails still to be sent: waiting for their first attempt, or failed and to be tried again',
    ['state'],
  );

  constructor() {
    for (const outcome of attemptOutcomes) this.#signIns.inc({ outcome }, 0);
  }

  /** An append to the store ended. Sign-ins are counted here: every attempt is an event (R18). */
  readonly appended = ({ category, events, outcome, seconds }: ObservedAppend): void => {
    this.#appendSeconds.observe({ category }, seconds);
    if (outcome === 'conflict') this.#appendConflicts.inc({ category });
    if (outcome === 'failed') this.#appendFailures.inc({ category });
    if (outcome !== 'appended') return;
    for (const event of events as readonly ConnectionsEvent[]) {
      if (event.type === 'LoginAttempted') {
        this.#signIns.inc({ outcome: event.data.outcome }, event.data.count);
      }
    }
  };

  readonly commanded = ({ command, outcome, code }: ObservedCommand): void =>
    this.#commands.inc({ command, outcome, code });

  readonly answered = ({ route, method, status, seconds }: ObservedRequest): void =>
    this.#requestSeconds.observe({ route, method, status }, seconds);

  readonly jobRun = ({ name, outcome, seconds }: ObservedJobRun): void => {
    this.#jobRuns.inc({ name, outcome });
    this.#jobSeconds.observe({ name }, seconds);
  };

  followerFailed(follower: string, kind: string): void {
    this.#followerFailures.inc({ follower, kind });
  }

  /** Adds what Node says of the process: memory, processor time, event-loop lag, garbage collection. */
  describeProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** `sample` sets gauges just before they are read: it clears them first, so that what it cannot tell is absent. */
  onScrape(sample: Sampler): void {
    this.#samplers.add(sample);
  }

  /** All samples in the text format of Prometheus, within a bound whatever the engines do. */
  async scrape(): Promise<string> {
    this.#sampling ??= this.sample().finally(() => {
      this.#sampling = undefined;
    });
    await inTime(this.#sampling, LONGEST_SAMPLING_MS).catch(() => {});
    return this.registry.metrics();
  }

  private async sample(): Promise<void> {
    await Promise.allSettled([...this.#samplers].map((sample) => sample()));
  }

  private counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[],
  ) {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}
