import { Injectable } from '@nestjs/common';
import { type MonthlyReportEvent, SentReports } from '#anomalies';
import { ConventionsQuery } from '#conventions';
import { idOf } from '#event-sourcing';
import { type CalendarDate, Database, fragment, notFound, type Principal, startOfDay } from '#platform';
import { type ArchivedFile, Dossiers, nameOfPlace, PartnerTreesQuery, ReplacedLogs } from '#sealing';
import type { Dossier, ReadableEntry } from '#transparency';
import type { ActorKind, Step } from '../domain/act.ts';
import { toldTo } from '../read-models/acts/scope.ts';
import { ACTOR_NAMES, WORK_NAMES } from '../words.ts';

/**
 * What becomes of a dossier that somebody has kept, held against the register of today.
 * - `contained`: all that it holds is in the register, unchanged and in its place
 * - `replaced`: the same of the log that this one has replaced by an encrypted copy
 * - `contradicted`: what concerns the partner is something else from before its end on
 * - `beyond`: the register has fewer entries
 */
export const keptDossierOutcomes = ['contained', 'replaced', 'contradicted', 'beyond'] as const;
export type KeptDossierOutcome = (typeof keptDossierOutcomes)[number];

interface ToldRow {
  readonly at: Date;
  readonly actorKind: ActorKind;
  readonly actorCode: string;
  readonly actorName: string | null;
  readonly steps: readonly Step[];
}

interface KeptPart {
  readonly size: number;
  readonly root: Buffer;
}

/** What the register holds of a partner, in the words of its acts, for the partner and for its Caf. */
@Injectable()
export class PartnerDossiers {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly trees: PartnerTreesQuery,
    private readonly replaced: ReplacedLogs,
    private readonly reports: SentReports,
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
  ) {}

  /**
   * @param since what was recorded from this day on; all when absent
   * @throws Refusal partner-not-found, no-dossier, not-sealed-yet, seal-broken
   */
  async of(partnerId: string, since: CalendarDate | undefined, reader: Principal): Promise<Dossier> {
    const party = await this.partner(partnerId, reader);
    const words = await this.toldOf(partnerId, reader);
    return this.dossiers.of({
      party,
      ...(since ? { since: startOfDay(since) } : {}),
      readable: (entry) => words.get(nameOfPlace(entry)) ?? null,
    });
  }

  /** The monthly reports that were sent, as they were: what their entries name by its SHA-256. */
  async documentsOf({ entries }: Dossier): Promise<ArchivedFile[]> {
    const sent = entries.flatMap(({ number, text }) => {
      const event = text === null ? null : (JSON.parse(text) as MonthlyReportEvent & { stream: string });
      return event?.type === 'ReportSent'
        ? [{ number, id: idOf(event.stream), files: event.data.files }]
        : [];
    });
    const documents: ArchivedFile[] = [];
    for (const { number, id, files } of sent) {
      for (const { format, sha256 } of files) {
        const content = await this.reports.bytesOf(id, sha256);
        const name = `documents/piece-${number}-rapport.${format === 'ocsf' ? 'ndjson' : format}`;
        if (content) documents.push({ name, content });
      }
    }
    return documents;
  }

  /** How many entries there are. @throws Refusal partner-not-found */
  async piecesOf(partnerId: string, reader: Principal): Promise<number> {
    const { id } = await this.partner(partnerId, reader);
    return this.trees.sizeOf(id);
  }

  /** Holds what somebody has kept against the register of today. @throws Refusal partner-not-found */
  async compare(partnerId: string, kept: KeptPart, reader: Principal) {
    const pieces = await this.piecesOf(partnerId, reader);
    return { outcome: await this.outcomeOf(partnerId, kept, pieces), pieces };
  }

  private async outcomeOf(partnerId: string, kept: KeptPart, pieces: number): Promise<KeptDossierOutcome> {
    const isBeyond = kept.size > pieces;
    if (!isBeyond && (await this.trees.rootOf(partnerId, kept.size)).equals(kept.root)) {
      // The trees were made when the log was read: it may have been changed since.
      return (await this.dossiers.areAsSealed(partnerId, kept.size)) ? 'contained' : 'contradicted';
    }
    if (await this.replaced.containPart(partnerId, kept)) return 'replaced';
    return isBeyond ? 'beyond' : 'contradicted';
  }

  private async partner(id: string, { role, organism }: Principal): Promise<Dossier['party']> {
    const own = role === 'gestionnaire' && organism.id === id ? organism : null;
    const partnerships = role === 'gestionnaire' ? [] : await this.conventions.partnershipsOf(organism.id);
    const found = own ?? partnerships.find(({ gestionnaire }) => gestionnaire.id === id)?.gestionnaire;
    if (!found) throw notFound('partner-not-found', 'Ce partenaire n’existe pas.');
    return { id: found.id, name: found.name };
  }

  /** What the reader is told of the partner’s events, by their places. */
  private async toldOf(partnerId: string, reader: Principal): Promise<ReadonlyMap<string, ReadableEntry>> {
    const overseen = await this.conventions.overseenBy(reader.organism.id);
    const statement = fragment`
      SELECT at, actor_kind AS "actorKind", actor_code AS "actorCode", steps,
        (SELECT thing ->> 'name' FROM acts.things WHERE id = actor_code) AS "actorName"
      FROM acts.acts WHERE gestionnaire_id = ${partnerId} AND ${toldTo(reader, overseen)}`;
    const { rows } = await this.database.query<ToldRow>(statement);
    return new Map(
      rows.flatMap((act) =>
        act.steps
          .filter(({ readers }) => readers.includes(reader.role))
          .map((step): [string, ReadableEntry] => [
            nameOfPlace(step),
            {
              at: act.at.toISOString(),
              by: whoOf(act),
              title: step.title,
              detail: step.detail,
              reason: step.reason,
            },
          ]),
      ),
    );
  }
}

/** A partner is not told who of the Caf it was; its dossier is the same for both. */
function whoOf({ actorKind, actorCode, actorName }: ToldRow): string {
  if (actorKind === 'caf') return ACTOR_NAMES.caf;
  if (actorKind === 'job') return [ACTOR_NAMES.job, WORK_NAMES[actorCode]].filter(Boolean).join(', ');
  return actorName ?? ACTOR_NAMES[actorKind];
}
