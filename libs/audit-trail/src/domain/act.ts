import type { ActKind, Thing } from '#event-sourcing';
import type { Actor, Instant, UserRole } from '#platform';

/** Who acts: people by whom they act for, a job or reaction of Greffe, an operator at the command line, the holder of a link. */
export const actorKinds = ['caf', 'gestionnaire', 'agent', 'job', 'operator', 'link'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** One of the events of an act, as it is told. */
export interface Step {
  /** Of the event. */
  readonly type: string;
  /** Where the event stands. */
  readonly stream: string;
  readonly revision: number;
  readonly kind: ActKind;
  readonly title: string;
  readonly detail: string | null;
  readonly reason: string | null;
  readonly readers: readonly UserRole[];
  /** As of the act: a command that does much does each on something else. */
  readonly about: readonly string[];
  /** It only goes with the others. */
  readonly isMinor: boolean;
}

/** What one command did for one Caf and partner: who, when, on whom, with which reason. */
export interface Act {
  /** Of its first event, as are position and moment. */
  readonly id: string;
  readonly position: string;
  readonly at: Instant;
  /** What the events of one command have in common. */
  readonly command: string;
  readonly actor: Actor;
  /** Whom it concerns, and so who may be told of it. */
  readonly cafId: string | null;
  readonly gestionnaireId: string | null;
  /** Ids of what it was done on, and of what that belongs to. */
  readonly about: readonly string[];
  /** At least one. */
  readonly steps: readonly Step[];
  /** What it is searched by, besides who acts: what was done and why, and what it was done on by name and code. */
  readonly words: readonly string[];
}

/** How the command line signs: `greffe accounts open`. */
const OPERATOR = 'greffe ';

export function kindOf({ code, role }: Actor): ActorKind {
  switch (role) {
    case 'caf-habilitation':
    case 'caf-security':
      return 'caf';
    case 'gestionnaire':
    case 'agent':
      return role;
    case 'anonymous':
      return 'link';
    case 'system':
      return code.startsWith(OPERATOR) ? 'operator' : 'job';
    default:
      return role satisfies never;
  }
}

/**
 * Adds the act of a single event to those that its command has done so far: it goes on with the first that concerns nobody
 * else and has the same readers, as to partners. What a bulk command does to several partners is an act for each.
 */
export function withEvent(acts: readonly Act[], event: Act): Act[] {
  const first = acts.findIndex((act) => goesOn(act, event));
  return first < 0
    ? [...acts, event]
    : acts.map((act, index) => (index === first ? joined(act, event) : act));
}

const goesOn = (act: Act, event: Act): boolean =>
  isSameOrOpen(act.cafId, event.cafId) &&
  isSameOrOpen(act.gestionnaireId, event.gestionnaireId) &&
  isShared(act) === isShared(event);

const isSameOrOpen = (one: string | null, other: string | null): boolean =>
  one === null || other === null || one === other;

const isShared = ({ steps }: Act): boolean => steps.some(({ readers }) => readers.includes('gestionnaire'));

const joined = (act: Act, event: Act): Act => ({
  ...act,
  cafId: act.cafId ?? event.cafId,
  gestionnaireId: act.gestionnaireId ?? event.gestionnaireId,
  about: [...new Set([...act.about, ...event.about])],
  steps: [...act.steps, ...event.steps],
  words: [...new Set([...act.words, ...event.words])],
});

/** The steps of an act as people are told of them: what it was about first. */
export const inTellingOrder = (steps: readonly Step[]): Step[] => [
  ...steps.filter(({ isMinor }) => !isMinor),
  ...steps.filter(({ isMinor }) => isMinor),
];

/** Those that are about one of these; all of them where none is, for the act is. */
export function stepsAbout(steps: readonly Step[], ids: readonly string[]): readonly Step[] {
  const own = steps.filter(({ about }) => about.some((id) => ids.includes(id)));
  return own.length > 0 ? own : steps;
}

/** Things by their ids, as they are known so far. */
export type Things = Map<string, Thing>;

/** Tells of a thing for the first time, or anew: what is not said again stays. */
export function learn(things: Things, told: Thing): void {
  things.set(told.id, { ...things.get(told.id), ...told });
}

/** These ids, and those of what they belong to, each once. */
export function withWhole(ids: readonly string[], things: Things): string[] {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    things.get(id)?.within?.forEach(add);
  };
  ids.forEach(add);
  return [...found];
}
