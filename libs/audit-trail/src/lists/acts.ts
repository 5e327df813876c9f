import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { actKinds, Reads, type Thing } from '#event-sourcing';
import {
  type Actor,
  type Asking,
  by,
  type Fragment,
  filter,
  forSearch,
  fragment,
  inParis,
  List,
  type ListDeclaration,
  listController,
  matching,
  OneOf,
  type Principal,
  period,
  Text,
  type UserRole,
} from '#platform';
import { PartnerTreesQuery } from '#sealing';
import { type ActorKind, actorKinds, inTellingOrder, type Step, stepsAbout } from '../domain/act.ts';
import { toldTo } from '../read-models/acts/scope.ts';
import { type ActorView, ActView, type StepView, type ThingView } from '../read-models/acts/view.ts';
import { ACTOR_NAMES, isShown, KIND_NAMES, THING_NAMES, WORK_NAMES } from '../words.ts';

/** Of an act that did more. */
const MOST_STEPS = 20;

interface ActRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly actorKind: ActorKind;
  readonly gestionnaireId: string | null;
  readonly about: readonly string[];
  readonly steps: readonly Step[];
}

/** What Greffe does by itself, as it is shown. */
const WORKS = fragment`unnest(${Object.keys(WORK_NAMES)}::text[], ${Object.values(WORK_NAMES)}::text[]) AS works (code, name)`;

/** Who did what, when, on whom, with which reason. */
const acts: ListDeclaration<ActView> = {
  path: 'acts',
  tag: 'audit-trail',
  summary: 'Who did what, when, on whom, with which reason, the latest first. Reading this is recorded too',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire'],
  reads: Reads('acts', 'conventions', 'partner_trees'),
  recordsReading: 'acts',
  recordsExport: 'acts-export',
  file: 'actes',
  view: ActView,
  from: 'acts.acts',
  columns: `id, at, about, steps, actor_kind AS "actorKind", gestionnaire_id AS "gestionnaireId",
    jsonb_build_object('code', actor_code, 'role', actor_role, 'organism', actor_organism) AS actor`,
  searched: (matches) => matches('search'),
  filters: {
    ...period.instants('at', 'of the acts'),
    by: filter(
      OneOf(actorKinds, { optional: true, description: 'What acted' }),
      (kind: ActorKind) => fragment`actor_kind = ${kind}`,
    ),
    who: filter(
      Text('titleLine', {
        maxLength: 100,
        optional: true,
        description: 'Who acted: parts of a name, a user code, the name of a job or what it is called',
      }),
      (who: string, { reader }) =>
        fragment`(${matching(who, 'lower(actor_code)')} OR actor_code IN (
            SELECT id FROM acts.things WHERE thing ->> 'kind' = 'code' AND ${matching(who, 'search')})
          OR actor_code IN (SELECT code FROM ${WORKS} WHERE ${matching(who, forSearch('name'))}))
          AND ${isNamedTo(reader.role, reader.organism.id)}`,
    ),
    about: filter(
      Text('token', {
        maxLength: 100,
        optional: true,
        description: 'Id of what it was done on: a person, a user code, an establishment, a case…',
      }),
      (id: string) => fragment`about ?| ${spellingsOf(id)}`,
    ),
    kind: {
      field: OneOf([...actKinds, 'any'], {
        optional: true,
        description: 'What acts are about; `any` is also what somebody has read, which is left out otherwise',
      }),
      where: (kind: string | undefined) => {
        if (kind === 'any') return null;
        return kind === undefined ? fragment`kinds <> '["reading"]'` : fragment`kinds ? ${kind}`;
      },
    },
  },
  sorts: { time: [by.text('position')] },
  order: '-time',
  csv: [
    ['Instant', ({ at }) => inParis(at)],
    ['Par', ({ actor: { kind, name } }) => (kind === 'job' ? ACTOR_NAMES.job : (name ?? ACTOR_NAMES[kind]))],
    ['Code ou tâche', ({ actor }) => actor.code],
    ['Nature', ({ steps }) => [...new Set(steps.map(({ kind }) => KIND_NAMES[kind]))].join(' | ')],
    ['Acte', ({ steps }) => steps.map(inWords).join(' | ')],
    ['Motif', ({ steps }) => reasonsOf(steps).join(' | ')],
    ['Pièces', ({ steps }) => steps.flatMap(({ piece }) => piece ?? []).join(' | ')],
    ['Sur', ({ about }) => about.map(called).join(' | ')],
    ['Partenaire', ({ gestionnaire }) => (gestionnaire ? gestionnaire.name : null)],
    ['Siret', ({ gestionnaire }) => (gestionnaire ? gestionnaire.id : null)],
  ],
};

const inWords = ({ title, detail }: StepView): string => (detail === null ? title : `${title} (${detail})`);

const reasonsOf = (steps: readonly StepView[]): string[] => [
  ...new Set(steps.map(({ reason }) => reason).filter((reason) => reason !== null)),
];

const called = ({ kind, id, name }: ThingView): string =>
  [THING_NAMES[kind], kind === 'code' && id, name].filter(Boolean).join(' ');

/** A partner is not told who of the Caf it was. */
const isNamedTo = (role: UserRole, organism: string): Fragment =>
  role === 'gestionnaire'
    ? fragment`(actor_organism = ${organism} OR actor_organism IS NULL)`
    : fragment`true`;

/** A code may be asked for in small letters. */
const spellingsOf = (id: string): string[] => [id, id.toUpperCase()];

@Injectable()
export class ActList extends List<ActRow, ActView> {
  readonly declared = acts;

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly trees: PartnerTreesQuery,
  ) {
    super();
  }

  protected async scope({ reader }: Asking): Promise<Fragment> {
    return toldTo(reader, await this.conventions.overseenBy(reader.organism.id));
  }

  protected async views(rows: readonly ActRow[], { reader, query }: Asking): Promise<ActView[]> {
    const things = await this.things(rows.flatMap(({ about, actor }) => [actor.code, ...about]));
    const asked = typeof query.about === 'string' ? spellingsOf(query.about) : null;
    const nameOf = await this.organismNames(reader.organism, things.values());
    const numberOf = await this.trees.numbersOf(
      rows.flatMap(({ gestionnaireId, steps }) => (gestionnaireId === null ? [] : steps)),
    );
    return rows.map(({ id, at, actor, actorKind, gestionnaireId, about, steps }) => {
      const readable = inTellingOrder(steps).filter(({ readers }) => readers.includes(reader.role));
      // On the page of a person, what was done to others in the same act is left out.
      const told = asked === null ? readable : stepsAbout(readable, asked);
      const concerned = asked === null ? about : [...new Set(told.flatMap((step) => step.about))];
      const isStranger =
        reader.role === 'gestionnaire' && actor.organism !== null && actor.organism !== reader.organism.id;
      return {
        id,
        at: at.toISOString(),
        actor: isStranger
          ? { kind: actorKind, code: null, name: null }
          : namedActor(actor, actorKind, things),
        isOwn: actor.code === reader.userCode,
        steps: told.slice(0, MOST_STEPS).map((step) => {
          const { kind, title, detail, reason } = step;
          return { kind, title, detail, reason, piece: numberOf(gestionnaireId, step) };
        }),
        stepCount: told.length,
        about: concerned.flatMap((one) => viewOf(things.get(one))),
        gestionnaire: gestionnaireId === null ? null : { id: gestionnaireId, name: nameOf(gestionnaireId) },
      };
    });
  }

  private async things(ids: readonly string[]): Promise<ReadonlyMap<string, Thing>> {
    const { rows } = await this.database.query<{ thing: Thing }>({
      name: 'acts-things-named',
      text: 'SELECT thing FROM acts.things WHERE id = ANY ($1)',
      values: [[...new Set(ids)]],
    });
    return new Map(rows.map(({ thing }) => [thing.id, thing]));
  }

  /** By the conventions that the reader’s organism has signed; else by one that is under way. */
  private async organismNames(own: Principal['organism'], things: Iterable<Thing>) {
    const partnerships = await this.conventions.partnershipsOf(own.id);
    const drafts = [...things].flatMap(({ kind, gestionnaireId: id = '', name }) =>
      kind === 'convention' && name !== null ? [{ id, name }] : [],
    );
    const named = [...drafts, ...partnerships.map(({ gestionnaire }) => gestionnaire), own];
    const names = new Map(named.map(({ id, name }) => [id, name]));
    return (id: string) => names.get(id) ?? id;
  }
}

const viewOf = (thing: Thing | undefined): ThingView[] =>
  thing && isShown(thing.kind) ? [{ id: thing.id, kind: thing.kind, name: thing.name }] : [];

const namedActor = (
  { code, role }: Actor,
  kind: ActorKind,
  things: ReadonlyMap<string, Thing>,
): ActorView => ({
  kind,
  code: role === 'anonymous' ? null : code,
  name: things.get(code)?.name ?? WORK_NAMES[code] ?? null,
});

export const ActListController = listController(ActList, acts);
