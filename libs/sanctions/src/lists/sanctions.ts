import { Injectable } from '@nestjs/common';
import { answeredFor, codesFound } from '#accounts';
import { CodeDirectory } from '#connections';
import { ConventionsQuery } from '#conventions';
import { Reads } from '#event-sourcing';
import { PROFILE_NAMES } from '#habilitations';
import {
  type Actor,
  type Asking,
  by,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  type Principal,
  period,
  SANCTION_NAMES,
  SANCTIONS,
  type Sanction,
  SIDES,
  Text,
} from '#platform';
import { ENDING, type Standing, standings } from '../domain/standing.ts';
import { COLUMNS, FROM, type SanctionRow, toOwn } from '../read-models/sanctions/query.ts';
import { ListedSanction } from '../read-models/sanctions/view.ts';
import { STANDING_NAMES } from './words.ts';

const ends = fragment`s.kind = ANY (${ENDING})`;
const WITH_STANDING: Readonly<Record<Standing, Fragment>> = {
  'in-force': fragment`${ends} AND s.ended_at IS NULL`,
  ended: fragment`${ends} AND s.ended_at IS NOT NULL`,
  final: fragment`NOT ${ends}`,
};

const sanctions: ListDeclaration<ListedSanction> = {
  path: 'lists/sanctions',
  tag: 'sanctions',
  summary: 'The sanctions against the codes that the reader answers for, by page, the latest first',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire'],
  reads: Reads('sanctions', 'accounts', 'habilitations', 'conventions'),
  recordsExport: 'sanctions-export',
  file: 'mesures',
  view: ListedSanction,
  from: FROM,
  columns: COLUMNS,
  searched: (matches) => fragment`a.user_code IN (${codesFound(matches)})`,
  filters: {
    kind: filter(OneOf(SANCTIONS, { optional: true }), (kind: Sanction) => fragment`s.kind = ${kind}`),
    standing: filter(OneOf(standings, { optional: true }), (standing: Standing) => WITH_STANDING[standing]),
    organismId: ofGestionnaire('a.organism_id'),
    userCode: filter(Text('userCode', { optional: true }), (code: string) => fragment`a.user_code = ${code}`),
    ...period.instants('s.taken_at', 'on which it was taken'),
  },
  sorts: { time: [by.instant('s.taken_at'), by.id('s.id')] },
  order: '-time',
  csv: [
    ['Mesure', ({ kind }) => SANCTION_NAMES[kind]],
    ['Profil', ({ profile }) => profile && PROFILE_NAMES[profile]],
    ['Établissement', ({ establishment }) => establishment],
    ['Code', ({ userCode }) => userCode],
    ['Personne', ({ name }) => name],
    ['Organisme', ({ organism }) => organism.name],
    ['Identifiant de l’organisme', ({ organism }) => organism.id],
    ['Prise le', ({ at }) => inParis(at)],
    ['Prise par', ({ by }) => by],
    ['Motif', ({ reason }) => reason],
    ['État', ({ standing }) => STANDING_NAMES[standing]],
    ['Dernier jour', ({ until }) => until && formatShortDate(until)],
    ['A pris fin le', ({ endedAt }) => endedAt && inParis(endedAt)],
    ['Fin, par', ({ endedBy }) => endedBy],
    ['Fin, motif', ({ endReason }) => endReason],
  ],
};

@Injectable()
export class SanctionList extends List<SanctionRow, ListedSanction> {
  readonly declared = sanctions;

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly codes: CodeDirectory,
  ) {
    super();
  }

  /** Of what is withdrawn under the conventions of one Caf, another one knows nothing. */
  protected async scope({ reader }: Asking): Promise<Fragment> {
    const codes = answeredFor(reader, await this.conventions.overseenBy(reader.organism.id));
    if (reader.role === 'gestionnaire') return codes;
    return fragment`(${codes}) AND (s.caf_id IS NULL OR s.caf_id = ${reader.organism.id})`;
  }

  protected async views(rows: readonly SanctionRow[], { reader }: Asking): Promise<ListedSanction[]> {
    const actors = rows.flatMap(({ actor, endActor }) => [actor, ...(endActor ? [endActor] : [])]);
    const names = await this.codes.namesOf(actors.map(({ code }) => code));
    const who = ({ code, role, organism }: Actor) =>
      (organism === reader.organism.id ? names.get(code) : undefined) ?? SIDES[role];
    return rows.map((row) => ({
      ...toOwn(row),
      userCode: row.userCode,
      personId: row.personId,
      name: row.name,
      organism: row.organism,
      by: who(row.actor),
      ground: mayKnowGround(reader, row.actor) ? row.ground : null,
      endReason: row.endReason,
      endedBy: row.endActor && who(row.endActor),
    }));
  }
}

/** The security of the Caf whose case it is, or that a partner has told of it. */
const mayKnowGround = ({ role, organism }: Principal, actor: Actor): boolean =>
  role === 'caf-security' &&
  (actor.organism === organism.id || actor.role === 'gestionnaire' || actor.role === 'agent');

export const SanctionListController = listController(SanctionList, sanctions);
