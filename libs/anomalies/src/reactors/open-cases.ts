import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type RecordedAttempt, RecordedAttempts } from '#connections';
import { ConventionsQuery, type Partnership } from '#conventions';
import { HitsQuery } from '#detection';
import type { Position, ReadModelReactor } from '#event-sourcing';
import { deriveId, holidayCalendarOf, inTurn, plusMs, QUERIES_AT_ONCE, runAs, systemActor } from '#platform';
import { RecordHits } from '../commands/record-hits.ts';
import type { Detection } from '../domain/anomaly-events.ts';
import { type GatheredRuns, gathered } from '../domain/gathered-runs.ts';
import { type KnownPartnerships, Partners } from './partners.ts';

const DAY_MS = 86_400_000;

type Together = GatheredRuns['together'];

/**
 * Makes cases of what the rules found: gathered, so that an attack of a million attempts is one command each time, however many
 * batches it was found in.
 */
@Injectable()
export class OpenCases implements ReadModelReactor {
  /** Of the time when it looked for them itself: its checkpoint goes by it. */
  readonly name = 'detect-anomalies';
  readonly categories = ['connections', 'account'];
  readonly readModels = ['detection', 'journal', 'conventions', 'habilitations'];

  constructor(
    private readonly hits: HitsQuery,
    private readonly recorded: RecordedAttempts,
    private readonly partners: Partners,
    private readonly conventions: ConventionsQuery,
    private readonly commands: CommandBus,
  ) {}

  async reactBetween(after: Position, upTo: Position): Promise<Position> {
    const { runs, reached } = await this.hits.between(after, upTo);
    await inTurn(gathered(runs), (list) => this.placeAll(list), QUERIES_AT_ONCE);
    return reached;
  }

  private async placeAll(list: readonly GatheredRuns[]): Promise<void> {
    for (const some of list) {
      const { id, position, completedBy: causationId } = some.together;
      const context = { commandId: deriveId(this.name, id, position), causationId };
      await runAs(systemActor(this.name), () => this.place(some), context);
    }
  }

  private async place({ runs, together }: GatheredRuns): Promise<void> {
    const attempts = await this.attemptsOf(together);
    for (const { caf, ...concerned } of await this.concernedBy(together, attempts)) {
      if (together.alsaceMoselleOnly && holidayCalendarOf(caf.id) !== 'alsace-moselle') continue;
      await this.commands.execute(new RecordHits(runs, detectionOf(together, caf.id, concerned)));
    }
  }

  private async attemptsOf({ evidence, beganAt, lastAt }: Together): Promise<readonly RecordedAttempt[]> {
    const between = await this.recorded.of(evidence, beganAt, lastAt);
    if (between.length === evidence.length) return between;
    // Clocks of two portals may differ: what came before in the log may have a later time.
    return this.recorded.of(evidence, plusMs(beganAt, -DAY_MS), plusMs(lastAt, DAY_MS));
  }

  /**
   * Each Caf once, with the attempts that it may see, those on its own codes among them, and who has to justify them there: the
   * partner of all the codes, where there is only one.
   */
  private async concernedBy(
    { isOfCode, userCode, lastAt: at }: Together,
    attempts: readonly RecordedAttempt[],
  ): Promise<Concerned[]> {
    const whose = new Map(attempts.map((attempt) => [attempt.userCode, attempt.organismId]));
    const partnerships = new Map<string | null, readonly Partnership[]>();
    const codes = (isOfCode ? [userCode] : [...whose.keys()]).filter((code) => code !== null);
    const known: KnownPartnerships = new Map();
    const lookUp = async (code: string) => {
      const tried = { userCode: code, organismId: whose.get(code) ?? null, at };
      partnerships.set(code, await this.partners.concernedBy(tried, known));
    };
    await inTurn(codes, lookUp, QUERIES_AT_ONCE);
    const all = [...partnerships.values()].flat();
    const [first] = all;
    const isOnes = [...partnerships.values()].every(
      (own) => own.length > 0 && own.every(({ gestionnaire }) => gestionnaire.id === first?.gestionnaire.id),
    );
    const everyCaf = isOfCode ? [] : await this.conventions.cafs();
    const tried = everyCaf.filter(({ id }) => attempts.some(({ organismId }) => organismId === id));
    const concerned = [...all.map(({ caf }) => caf), ...tried];
    // What names nobody’s code belongs to nobody: every Caf may see it.
    const cafs = concerned.length === 0 ? everyCaf : concerned;
    return [...new Map(cafs.map((caf) => [caf.id, caf])).values()].map((caf) => {
      const isOwn = (partnership: Partnership) => partnership.caf.id === caf.id;
      const seen = attempts.filter(
        ({ userCode: code, organismId }) =>
          code === null || organismId === caf.id || partnerships.get(code)?.some(isOwn),
      );
      return { caf, attempts: seen, gestionnaire: isOnes && first ? first.gestionnaire : null };
    });
  }
}

interface Concerned {
  readonly caf: Partnership['caf'];
  readonly attempts: readonly RecordedAttempt[];
  readonly gestionnaire: Detection['gestionnaire'];
}

function detectionOf(
  { rule, level, article, sentence, isOfCode, userCode, network, firstAt, ...run }: Together,
  cafId: string,
  { attempts, gestionnaire }: Omit<Concerned, 'caf'>,
): Detection {
  return {
    ...{ rule, severity: level, article: article ?? '', sentence, gestionnaire, cafId },
    userCode: isOfCode ? userCode : null,
    network: isOfCode ? null : network,
    detectedAt: firstAt,
    evidence: attempts.map(({ id, at, outcome, address, count }) => ({
      ...{ attemptId: id, at, outcome, address, count },
    })),
    sufficient: sufficientOf(run, attempts),
  };
}

function sufficientOf(
  { evidence, sufficient }: Pick<Together, 'evidence' | 'sufficient'>,
  seen: readonly RecordedAttempt[],
): Detection['sufficient'] {
  if (sufficient === null || sufficient === 0) return null;
  const needed = new Set(evidence.slice(0, sufficient));
  return { count: needed.size, attemptIds: seen.map(({ id }) => id).filter((id) => needed.has(id)) };
}
