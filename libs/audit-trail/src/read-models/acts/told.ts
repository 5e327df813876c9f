import {
  type ActDescription,
  type ActRegister,
  type DomainEvent,
  idOf,
  type RecordedEvent,
  titleOf,
} from '#event-sourcing';
import { type Actor, isOfCaf, USER_ROLES, type UserRole } from '#platform';
import { type Act, kindOf, learn, type Step, type Things, withWhole } from '../../domain/act.ts';

type Data = Readonly<Record<string, unknown>>;

/** Fields of events that hold the id of something; an organism may be an object with one. */
const USUAL_IDS = [
  'personId',
  'userCode',
  'establishmentId',
  'conventionId',
  'anomalyId',
  'requestId',
  'habilitationId',
  'amendmentId',
];

/** Who reads acts at all. */
const READERS: readonly UserRole[] = USER_ROLES.filter((role) => role !== 'agent');

/** An event as an act of its own; null when it is none. What it tells of things is learnt. */
export function told(event: RecordedEvent, register: ActRegister, things: Things): Act | null {
  const description = descriptionOf(event, register);
  if (description === null) return null;
  const { data, metadata } = event;
  for (const thing of description.introduces?.(data, idOf(event.stream)) ?? []) learn(things, thing);
  const ids = idsIn(event, description, things);
  const about = withWhole(ids, things);
  const step = { ...stepOf(event, description), about };
  return {
    id: event.id,
    position: event.position,
    at: metadata.occurredAt,
    command: commandOf(event),
    actor: metadata.actor,
    ...partiesOf(event, ids, things),
    about,
    steps: [step],
    words: wordsOf(step, about, things),
  };
}

/** Names and codes are words; a thing that is known by nothing but its UUID is found by that, not by a part of it. */
function wordsOf({ title, detail, reason }: Step, about: readonly string[], things: Things): string[] {
  const called = about
    .map((id) => things.get(id))
    .filter((thing) => thing !== undefined)
    .flatMap(({ id, kind, name }) => (kind === 'code' ? [id, name] : [name]));
  return [title, detail, reason, ...called].filter((word) => word !== null);
}

/** An event whose type nobody has described is told by its type: nothing is invisible. */
function descriptionOf({ type }: DomainEvent, register: ActRegister): ActDescription<object> | null {
  const description = register[type];
  return description === undefined
    ? { kind: 'operation', title: type, readers: ['caf-security'] }
    : description;
}

/** Every id that the event may be found by, whether or not there is a thing for it. */
export const mentionedIn = (event: RecordedEvent, register: ActRegister): string[] => {
  const description = descriptionOf(event, register);
  if (description === null) return [];
  const introduced = description.introduces?.(event.data, idOf(event.stream)) ?? [];
  return [
    ...usualIds(event, description),
    ...(description.concerns?.(event.data) ?? []),
    ...introduced.flatMap(({ id, within = [] }) => [id, ...within]),
  ];
};

/** What somebody asked to read may be any text: it is only kept where there is such a thing. */
const idsIn = (event: RecordedEvent, description: ActDescription<object>, things: Things): string[] => {
  const asked = description.concerns?.(event.data) ?? [];
  return [...new Set([...usualIds(event, description), ...asked.filter((id) => things.has(id))])];
};

/** The stream of what somebody read is the reader’s. */
function usualIds({ stream, data }: RecordedEvent, { kind }: ActDescription<object>): string[] {
  const named = USUAL_IDS.map((name) => (data as Data)[name]).filter((id) => typeof id === 'string');
  return kind === 'reading' ? named : [idOf(stream), ...named];
}

/**
 * People's commands carry one correlation and cause; so do the commands of a reaction to one event. A job does many things
 * in one run: each subject is an act of its own.
 */
function commandOf({ stream, metadata: { actor, correlationId, causationId } }: RecordedEvent): string {
  const isRun = kindOf(actor) === 'job' && correlationId === causationId;
  return [correlationId, causationId, actor.code, ...(isRun ? [stream] : [])].join(' ');
}

/** As the event says; else as what it is about; else as whoever acts. */
function partiesOf({ data, metadata: { actor } }: RecordedEvent, ids: readonly string[], things: Things) {
  const known = ids.map((id) => things.get(id));
  const first = (field: 'cafId' | 'gestionnaireId') =>
    known.map((thing) => thing?.[field]).find((id) => id !== undefined) ?? null;
  const ofActor = organismOf(actor);
  return {
    cafId: organismIn(data as Data, 'caf') ?? first('cafId') ?? ofActor.cafId,
    gestionnaireId:
      organismIn(data as Data, 'gestionnaire') ?? first('gestionnaireId') ?? ofActor.gestionnaireId,
  };
}

function organismIn(data: Data, party: 'caf' | 'gestionnaire'): string | null {
  const id = data[`${party}Id`] ?? (data[party] as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : null;
}

const organismOf = ({ role, organism }: Actor) => ({
  cafId: isOfCaf(role) ? organism : null,
  gestionnaireId: role === 'gestionnaire' || role === 'agent' ? organism : null,
});

const stepOf = (
  { type, stream, revision, data }: RecordedEvent,
  description: ActDescription<object>,
): Omit<Step, 'about'> => ({
  type,
  stream,
  revision,
  kind: description.kind,
  title: titleOf(description, data),
  detail: description.detail?.(data) ?? null,
  reason: description.reason ? description.reason(data) : usualReason(data as Data),
  readers: description.readers ?? READERS,
  isMinor: description.isMinor ?? false,
});

const usualReason = ({ reason }: Data): string | null =>
  typeof reason === 'string' && reason !== '' ? reason : null;
