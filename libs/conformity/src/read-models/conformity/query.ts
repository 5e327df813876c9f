import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type ActTimes, ActTimesQuery, actDescriptions } from '#audit-trail';
import { AttemptCounts } from '#connections';
import { ProjectionProgress } from '#event-sourcing';
import {
  type CalendarDate,
  Clock,
  type Instant,
  List,
  MOST_COUNTED,
  type Principal,
  parisDateOf,
  withFrenchSpaces,
} from '#platform';
import { type SealState, SealVerifications, SignedHeads, Timestamps, Witnesses } from '#sealing';
import { AMENDMENT, CLAUSES } from '../../amendment/amendment.ts';
import type {
  ClauseDeclaration,
  ExercisingRows,
  FigureDeclaration,
  Filters,
} from '../../amendment/declaration.ts';
import { stateOf, tallyOf } from '../../domain/clause.ts';
import { numbersOf } from '../../domain/numbers.ts';
import { RULES } from '../../domain/rules.ts';
import { CONFORMITY_READS } from './reads.ts';
import type { ClauseView, ConformityView, ExercisedView, FigureView } from './view.ts';

/** When a clause was exercised. */
interface Times {
  readonly since: Instant | null;
  readonly exercised: ExercisedView | null;
}

const NEVER: Times = { since: null, exercised: null };

/** What all clauses are answered from. */
interface Known {
  readonly reader: Principal;
  /** Nobody waits for the answer any more. */
  readonly gone: AbortSignal;
  readonly today: CalendarDate;
  readonly acts: ReadonlyMap<string, ActTimes>;
  readonly attempts: { readonly first: Instant; readonly last: Instant } | null;
}

const ACTS_OF_CLAUSES = CLAUSES.flatMap(({ exercisedBy }) => (Array.isArray(exercisedBy) ? exercisedBy : []));

/** Asks every clause of the amendment for its evidence, of those rows alone that the reader may see on their screens. */
@Injectable()
export class ConformityQuery {
  constructor(
    private readonly modules: ModuleRef,
    private readonly clock: Clock,
    private readonly progress: ProjectionProgress,
    private readonly heads: SignedHeads,
    private readonly verifications: SealVerifications,
    private readonly witnesses: Witnesses,
    private readonly timestamps: Timestamps,
    private readonly acts: ActTimesQuery,
    private readonly attempts: AttemptCounts,
  ) {}

  async view(reader: Principal, gone: AbortSignal): Promise<ConformityView> {
    // Both before what is counted: it is never older than they say.
    const [{ reached }, checkpoint, verified, witnesses, stamp] = await Promise.all([
      this.progress.stateOf(CONFORMITY_READS),
      this.heads.newestCheckpoint(),
      this.verifications.state(),
      this.witnesses.states(),
      this.timestamps.newest(),
    ]);
    const [acts, attempts] = await Promise.all([
      this.acts.timesOf([...new Set(ACTS_OF_CLAUSES)], reader),
      this.attempts.timesOf(reader),
    ]);
    const known: Known = { reader, gone, today: parisDateOf(this.clock.now()), acts, attempts };
    const articles = await Promise.all(
      AMENDMENT.map(async ({ clauses, ...article }) => ({
        ...article,
        clauses: await Promise.all(clauses.map((clause) => this.clause(clause, known))),
      })),
    );
    return {
      organism: { id: reader.organism.id, name: reader.organism.name },
      on: known.today,
      position: reached,
      checkpoint,
      seal: toSeal(verified),
      articles,
      outside: { witnesses, stampedAt: stamp?.stampedAt ?? null },
      states: tallyOf(articles.flatMap(({ clauses }) => clauses.map(({ state }) => state))),
    };
  }

  private async clause(declared: ClauseDeclaration, known: Known): Promise<ClauseView> {
    const [times, evidence, counted] = await Promise.all([
      this.timesOf(declared, known),
      this.figures(declared.evidence, known),
      this.figures(declared.notInOrder, known),
    ]);
    const notInOrder = counted.filter(({ count }) => count > 0);
    return {
      id: declared.id,
      words: withFrenchSpaces(declared.words),
      rules: declared.rules.map((id) => ({ id, name: RULES[id], href: numbersOf(id) })),
      state: stateOf({ exercisedAt: times.exercised?.at ?? null, notInOrder }),
      ...times,
      evidence,
      notInOrder,
    };
  }

  /** Those whose screens the reader may open. */
  private async figures(declared: readonly FigureDeclaration[], known: Known): Promise<FigureView[]> {
    const figures = await Promise.all(
      declared.map(async ({ screen: { page, counted }, words: [one, several], filters }) => {
        const screen = this.provider(counted);
        if (!screen.declared.roles.includes(known.reader.role)) return [];
        const asked = typeof filters === 'function' ? filters(known.today) : filters;
        const count = await screen.countOf(asked, known.reader, known.gone);
        // Only lists stop counting.
        const orMore = screen instanceof List && count === MOST_COUNTED;
        return [
          { count, orMore, label: withFrenchSpaces(count < 2 ? one : several), href: addressOf(page, asked) },
        ];
      }),
    );
    return figures.flat();
  }

  private async timesOf({ exercisedBy }: ClauseDeclaration, known: Known): Promise<Times> {
    if (exercisedBy === 'attempts') return byAttempts(known);
    return 'list' in exercisedBy ? this.byRows(exercisedBy, known) : byActs(exercisedBy, known);
  }

  private async byRows(
    { what, page, list, filters }: ExercisingRows,
    { reader, gone }: Known,
  ): Promise<Times> {
    const rows = this.provider(list);
    const [first, last] = await Promise.all(
      ['time', '-time'].map(
        async (sort) => (await rows.page({ ...filters, sort, limit: 1 }, reader, gone)).items[0],
      ),
    );
    if (!first || !last) return NEVER;
    return {
      since: first.at,
      exercised: { at: last.at, what, href: addressOf(page, filters) },
    };
  }

  private provider<T>(type: Type<T>): T {
    return this.modules.get(type, { strict: false });
  }
}

const toSeal = (state: SealState | null): ConformityView['seal'] =>
  state && { lastFullAt: state.lastFull.at, lastAt: state.last.at, faults: state.last.faults };

function byActs(types: readonly string[], { acts }: Known): Times {
  const done = types.flatMap((type) => {
    const times = acts.get(type);
    return times ? [{ type, ...times }] : [];
  });
  if (done.length === 0) return NEVER;
  const first = done.reduce((one, other) => (other.first < one.first ? other : one));
  const last = done.reduce((one, other) => (other.last > one.last ? other : one));
  const what = actDescriptions[last.type]!.title;
  const day = parisDateOf(last.last);
  return {
    since: first.first,
    exercised: { at: last.last, what, href: addressOf('/actes', { q: what, from: day, to: day }) },
  };
}

function byAttempts({ attempts, reader }: Known): Times {
  if (!attempts) return NEVER;
  const href = reader.role === 'caf-security' ? '/connexions' : null;
  return { since: attempts.first, exercised: { at: attempts.last, what: 'Tentative de connexion', href } };
}

const addressOf = (page: string, filters: Filters): string =>
  Object.keys(filters).length === 0 ? page : `${page}?${new URLSearchParams(filters)}`;
