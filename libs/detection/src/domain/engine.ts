import type { Observation } from './observation.ts';
import { ParisClock, type ParisHour } from './paris-clock.ts';
import { type Correlation, type EventRule, type Moment, type Rule, sourcesOf } from './rule.ts';
import { type AbsenceWindow, missedBy } from './windows/absence.ts';
import type { Found, Signal, Window, Windows } from './windows/window.ts';
import { windowsOf } from './windows/windows-of.ts';

/** A rule has found something. */
export interface Hit extends Found {
  readonly rule: Rule;
  /** The values of the fields that the rule groups by; of a single observation, whose it is. */
  readonly key: readonly string[];
  /** The observation that completed it; of an absence, the one that had no answer. */
  readonly observation: Observation;
  /** It is one by the holidays of Moselle and Alsace alone. */
  readonly alsaceMoselleOnly: boolean;
}

/** After so many observations, some windows are looked at, and given up when they matter no more. */
const SWEEP_EVERY = 100;
/** How many, for each that was touched since: all in turn, so that those open decide what is remembered. */
const LOOKED_AT_PER_TOUCH = 2;
/** Stands in no value that rules group by, since control characters never enter; PostgreSQL keeps it. */
export const SEPARATOR = '\u001f';

/** A window and its key. */
interface Group {
  readonly key: string;
  /** Null when it was given up. */
  window: Window | null;
  /** It was told as changed before, or brought back. */
  isKnown: boolean;
  /** It is not as it was when `changes` was last asked. */
  isChanged: boolean;
}

/** A correlation with its windows. */
interface Compiled {
  readonly rule: Correlation;
  readonly windows: Windows;
  readonly groups: Map<string, Group>;
  readonly listeners: Listener[];
  /** Keys of those that were known when they were given up, since `changes` was last asked. */
  readonly gone: Set<string>;
  touched: number;
  /** Of absences: no time of theirs is over before. */
  nextDeadline: number;
  /** The next to be looked at. */
  hand: Iterator<Group>;
}

/** Who hears of what a rule finds, and as the how-manieth of its sources. */
interface Listener {
  readonly to: Compiled;
  readonly source: number;
}

/** One window as it is stored; null when it was given up. */
export interface WindowChange {
  readonly rule: string;
  readonly key: string;
  readonly state: Window | null;
}

/** Where an engine stands, beside its windows. */
export interface EngineState {
  readonly observed: number;
  readonly previousAt: number;
  readonly earliestOfBlock: number;
}

/**
 * Evaluates rules on observations, in the order of the log: observation in, hits out. It knows no store and no clock: the same
 * observations give the same hits, wherever it was stopped and brought back in between. It remembers only groups with an open
 * window, and of each no more than its rule asks for.
 */
export class Engine implements Moment {
  readonly #clock = new ParisClock();
  readonly #events: { readonly rule: EventRule; readonly listeners: Listener[] }[] = [];
  readonly #correlations = new Map<string, Compiled>();
  readonly #absences: Compiled[] = [];
  #observed = 0;
  #previousAt = 0;
  #earliestOfBlock = Number.MAX_SAFE_INTEGER;
  #observation!: Observation;
  #hits: Hit[] = [];
  /** Whose holidays count at present. */
  #everywhere = false;

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      if (rule.kind === 'event') this.#events.push({ rule, listeners: [] });
      else {
        const groups = new Map<string, Group>();
        const windows = windowsOf(rule, this.#clock);
        const compiled: Compiled = {
          rule,
          windows,
          groups,
          listeners: [],
          gone: new Set(),
          touched: 0,
          nextDeadline: Infinity,
          hand: groups.values(),
        };
        this.#correlations.set(rule.name, compiled);
        if (rule.kind === 'absence') this.#absences.push(compiled);
      }
    }
    for (const compiled of this.#correlations.values()) {
      for (const [source, name] of sourcesOf(compiled.rule).entries())
        this.#listenersOf(name).push({ to: compiled, source });
    }
  }

  get observation(): Observation {
    return this.#observation;
  }

  hour(): ParisHour {
    const hour = this.#clock.at(this.#observation.at);
    return this.#everywhere ? { ...hour, holiday: hour.holidayEverywhere } : hour;
  }

  /** What the rules find in one more observation, and what had not come before it. */
  observe(observation: Observation): readonly Hit[] {
    this.#hits = [];
    this.#observation = observation;
    const { at } = observation;
    // A single clock that is wrong is no reason to call anything missed.
    if (this.#absences.length > 0) this.#missed(Math.min(at, this.#previousAt));
    let signal: Signal | undefined;
    for (const { rule, listeners } of this.#events) {
      if (rule.category !== observation.category || !rule.selects(this)) continue;
      signal ??= { at, first: at, count: observation.count, evidence: [observation.id], observation };
      if (rule.generates) {
        const alsaceMoselleOnly = !this.#selectsEverywhere(rule);
        this.#hit(rule, [whoseOf(observation)], signal, observation, alsaceMoselleOnly);
      }
      for (const listener of listeners) this.#feed(listener, signal);
    }
    this.#count(at);
    return this.#hits;
  }

  /** How many windows are remembered. */
  get openWindows(): number {
    let open = 0;
    for (const { groups } of this.#correlations.values()) open += groups.size;
    return open;
  }

  get state(): EngineState {
    const [observed, previousAt, earliestOfBlock] = [this.#observed, this.#previousAt, this.#earliestOfBlock];
    return { observed, previousAt, earliestOfBlock };
  }

  /** The windows that have changed since this was last asked, as they are now. */
  *changes(): Iterable<WindowChange> {
    for (const { rule, groups, gone } of this.#correlations.values()) {
      for (const key of gone) if (!groups.has(key)) yield { rule: rule.name, key, state: null };
      gone.clear();
      for (const group of groups.values()) {
        if (!group.isChanged) continue;
        Object.assign(group, { isKnown: true, isChanged: false });
        yield { rule: rule.name, key: group.key, state: group.window };
      }
    }
  }

  /** Every window, as it is now. */
  *windows(): Iterable<WindowChange> {
    for (const { rule, groups } of this.#correlations.values()) {
      for (const { key, window } of groups.values()) yield { rule: rule.name, key, state: window };
    }
  }

  /** Brings back what was stored, in its order: of one window the latest counts. Those of rules that are no more are left. */
  restore({ observed, previousAt, earliestOfBlock }: EngineState, windows: Iterable<WindowChange>): void {
    this.#observed = observed;
    this.#previousAt = previousAt;
    this.#earliestOfBlock = earliestOfBlock;
    for (const { rule, key, state: window } of windows) {
      const compiled = this.#correlations.get(rule);
      if (!compiled) continue;
      if (window === null) compiled.groups.delete(key);
      else compiled.groups.set(key, { key, window, isKnown: true, isChanged: false });
    }
    for (const compiled of this.#absences) {
      for (const { window } of compiled.groups.values()) noteDeadline(compiled, window as AbsenceWindow);
    }
  }

  #selectsEverywhere(rule: EventRule): boolean {
    const { holiday, holidayEverywhere } = this.hour();
    if (holiday === holidayEverywhere) return true;
    this.#everywhere = true;
    const selects = rule.selects(this);
    this.#everywhere = false;
    return selects;
  }

  #listenersOf(name: string): Listener[] {
    const event = this.#events.find(({ rule }) => rule.name === name);
    const { listeners } = event ?? this.#correlations.get(name)!;
    return listeners;
  }

  #feed({ to, source }: Listener, signal: Signal): void {
    const { rule, windows } = to;
    const key = keyOf(rule, signal.observation);
    if (key === null) return;
    const group = to.groups.get(key) ?? (source < windows.openedBy ? opened(to, key) : null);
    if (group === null) return;
    if (group.window === null || signal.at < group.window.newest - windows.timespanMs) {
      group.window = windows.open();
    }
    const { window } = group;
    if (signal.at > window.newest) window.newest = signal.at;
    const found = windows.take(window, signal, source);
    to.touched++;
    group.isChanged = true;
    if (rule.kind === 'absence') {
      if ((window as AbsenceWindow).awaited === null) giveUp(to, group);
      else noteDeadline(to, window as AbsenceWindow);
    }
    if (!found) return;
    const { observation } = signal;
    if (rule.generates) {
      const values = rule.groupBy.map((field) => observation[field]!);
      this.#hit(rule, values, found, observation);
    }
    if (to.listeners.length === 0) return;
    const { first, at, count, evidence } = found;
    for (const listener of to.listeners) this.#feed(listener, { at, first, count, evidence, observation });
  }

  /** Field by field: to spread an object costs more than all that a window does. */
  #hit(
    rule: Rule,
    key: readonly string[],
    { first, at, count, evidence }: Found,
    observation: Observation,
    alsaceMoselleOnly = false,
  ): void {
    this.#hits.push({ first, at, count, evidence, rule, key, observation, alsaceMoselleOnly });
  }

  /** Looks through what is awaited once the first of its times is over. */
  #missed(now: number): void {
    for (const compiled of this.#absences) {
      if (now <= compiled.nextDeadline) continue;
      const { rule, windows, groups } = compiled;
      compiled.nextDeadline = Infinity;
      for (const group of groups.values()) {
        const window = group.window as AbsenceWindow;
        const found = missedBy(window, now, windows.timespanMs);
        if (found) {
          giveUp(compiled, group);
          this.#hit(rule, group.key.split(SEPARATOR), found, found.observation);
        } else noteDeadline(compiled, window);
      }
    }
  }

  #count(at: number): void {
    this.#observed++;
    this.#previousAt = at;
    if (at < this.#earliestOfBlock) this.#earliestOfBlock = at;
    if (this.#observed % SWEEP_EVERY !== 0) return;
    for (const compiled of this.#correlations.values()) sweep(compiled, this.#earliestOfBlock);
    this.#earliestOfBlock = Number.MAX_SAFE_INTEGER;
  }
}

function opened({ groups }: Compiled, key: string): Group {
  const group = { key, window: null, isKnown: false, isChanged: false };
  groups.set(key, group);
  return group;
}

function noteDeadline(compiled: Compiled, { awaited }: AbsenceWindow): void {
  if (awaited === null) return;
  compiled.nextDeadline = Math.min(compiled.nextDeadline, awaited.at + compiled.windows.timespanMs);
}

function giveUp(compiled: Compiled, group: Group): void {
  compiled.groups.delete(group.key);
  group.window = null;
  if (group.isKnown) compiled.gone.add(group.key);
}

/** Gives up windows that have ended before `now`: to have them would change nothing any more. */
function sweep(compiled: Compiled, now: number): void {
  if (compiled.rule.kind === 'absence') return;
  for (let left = compiled.touched * LOOKED_AT_PER_TOUCH; left > 0; left--) {
    const { value: group, done } = compiled.hand.next();
    if (done) {
      compiled.hand = compiled.groups.values();
      if (compiled.groups.size === 0) break;
    } else if (group.window!.newest + compiled.windows.timespanMs < now) giveUp(compiled, group);
  }
  compiled.touched = 0;
}

/** Null when a field has no value: what is missing is no group of its own. */
function keyOf({ groupBy }: Correlation, observation: Observation): string | null {
  let key = observation[groupBy[0]!];
  for (let index = 1; key !== null && index < groupBy.length; index++) {
    const value = observation[groupBy[index]!];
    key = value === null ? null : `${key}${SEPARATOR}${value}`;
  }
  return key;
}

const whoseOf = ({ userCode, identifier, network }: Observation): string =>
  userCode ?? identifier ?? network ?? '';
