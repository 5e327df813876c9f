import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type RecordedAttempt, RecordedAttempts } from '#connections';
import { ConventionsQuery, type Partnership } from '#conventions';
import type { HitRun } from '#detection';
import {
  DAY_MS,
  deriveId,
  groupBy,
  holidayCalendarOf,
  type Instant,
  inTurn,
  plusMs,
  QUERIES_AT_ONCE,
  runAs,
  systemActor,
} from '#platform';
import { RecordHits } from '../commands/record-hits.ts';
import type { Detection } from '../domain/anomaly-events.ts';
import { concernedBy, type Owners, type SeenRun } from '../domain/concerned-cafs.ts';
import { type GatheredRuns, gathered } from '../domain/gathered-runs.ts';
import { type KnownPartnerships, Partners } from './partners.ts';

type Together = GatheredRuns['together'];

/** Whose cases the hits of rules are. */
@Injectable()
export class CasesOfHits {
  constructor(
    private readonly recorded: RecordedAttempts,
    private readonly partners: Partners,
    private readonly conventions: ConventionsQuery,
    private readonly commands: CommandBus,
  ) {}

  /**
   * Of one rule on one code or network, in the order of the log: one after the other, for each may need to know what the one before
   * has done.
   * @param finder the reactor that has found them: what it does twice is done once
   */
  async placeAll(list: readonly HitRun[], finder: string): Promise<void> {
    for (const some of gathered(list)) await this.place(some, finder);
  }

  /** Gathered once more for each Caf: a run in which it may see nothing is none of its business, and no bridge over a quiet hour. */
  private async place({ runs, together }: GatheredRuns, finder: string): Promise<void> {
    const attempts = await this.attemptsOf(together);
    const known: KnownPartnerships = new Map();
    const partnershipsAt = (at: Instant) => this.partnershipsAt(at, together, attempts, known);
    const partnerships = await partnershipsAt(together.lastAt);
    // Somebody went from one Caf to another meanwhile: each run is of those who answered for the code then.
    if (runs.length > 1 && !isDeepStrictEqual(await partnershipsAt(runs[0]!.lastAt), partnerships)) {
      for (const run of runs) await this.place({ runs: [run], together: run }, finder);
      return;
    }
    const isPartners = together.isOfCode && (partnerships.get(together.userCode ?? '') ?? []).length > 0;
    const owners = { partnerships, cafs: isPartners ? [] : await this.conventions.cafs() };
    const concerned = runs.flatMap((run) => concernedBy(run, attempts, owners));
    for (const [cafId, own] of groupBy(concerned, ({ caf }) => caf.id)) {
      if (together.alsaceMoselleOnly && holidayCalendarOf(cafId) !== 'alsace-moselle') continue;
      const seen = own.map(({ run }) => run);
      for (const some of gathered(seen, areOfSamePartner)) await this.record(some, cafId, finder);
    }
  }

  private async record(some: GatheredRuns<SeenRun>, cafId: string, finder: string): Promise<void> {
    const { id, position, completedBy: causationId } = some.together;
    const context = { commandId: deriveId(finder, id, position), causationId };
    const command = new RecordHits(some.runs, detectionOf(some, cafId));
    await runAs(systemActor(finder), () => this.commands.execute(command), context);
  }

  private async attemptsOf({ evidence, beganAt, lastAt }: Together): Promise<readonly RecordedAttempt[]> {
    const between = await this.recorded.of(evidence, beganAt, lastAt);
    if (between.length === evidence.length) return between;
    // Clocks of two portals may differ: what came before in the log may have a later time.
    return this.recorded.of(evidence, plusMs(beganAt, -DAY_MS), plusMs(lastAt, DAY_MS));
  }

  /** Of the codes that were tried, under which conventions each was at an instant. */
  private async partnershipsAt(
    at: Instant,
    { isOfCode, userCode }: Together,
    attempts: readonly RecordedAttempt[],
    known: KnownPartnerships,
  ): Promise<Owners['partnerships']> {
    const whose = new Map(attempts.map((attempt) => [attempt.userCode, attempt.organismId]));
    const partnerships = new Map<string, readonly Partnership[]>();
    const codes = (isOfCode ? [userCode] : [...whose.keys()]).filter((code) => code !== null);
    const lookUp = async (code: string) => {
      const tried = { userCode: code, organismId: whose.get(code) ?? null, at };
      partnerships.set(code, await this.partners.concernedBy(tried, known));
    };
    await inTurn(codes, lookUp, QUERIES_AT_ONCE);
    return partnerships;
  }
}

const areOfSamePartner = (one: SeenRun, next: SeenRun): boolean =>
  one.gestionnaire?.id === next.gestionnaire?.id;

function detectionOf({ runs: [first, ...more], together }: GatheredRuns<SeenRun>, cafId: string): Detection {
  const { rule, level, article, sentence, isOfCode, userCode, network, firstAt } = together;
  // What begins the hits of a batch may have been among those of the one before.
  const seen = new Map([first!, ...more].flatMap((run) => run.seen).map((attempt) => [attempt.id, attempt]));
  return {
    rule,
    severity: level,
    article: article ?? '',
    sentence,
    gestionnaire: first!.gestionnaire,
    cafId,
    userCode: isOfCode ? userCode : null,
    network: isOfCode ? null : network,
    detectedAt: firstAt,
    evidence: [...seen.values()].map(({ id, at, outcome, address, userCode: code, count }) => ({
      attemptId: id,
      at,
      outcome,
      address,
      userCode: code,
      count,
    })),
    sufficient: sufficientOf(first!),
  };
}

/** Of the first hit, the attempts that the Caf sees among those that it would not be one without. */
function sufficientOf({ evidence, sufficient, seen }: SeenRun): Detection['sufficient'] {
  if (sufficient === null || sufficient === 0) return null;
  const needed = new Set(evidence.slice(0, sufficient));
  return { count: needed.size, attemptIds: seen.map(({ id }) => id).filter((id) => needed.has(id)) };
}
