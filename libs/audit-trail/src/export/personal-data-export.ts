import { Injectable } from '@nestjs/common';
import { EventStore, idOf, type RecordedEvent, START, StoredLog, titleOf } from '#event-sourcing';
import { formatDateTime, type Instant, zip } from '#platform';
import type { Forgotten } from '#privacy';
import { actDescriptions } from '../descriptions.ts';
import { fieldsInFrench } from './fields-in-french.ts';

const BATCH = 2000;

type Person = Pick<Forgotten, 'personId' | 'userCodes'>;

/**
 * All that the log says of somebody, on or by them: to be read, and to be processed (RGPD, art. 15 and 20). What it says of others there,
 * colleagues in the same review or whom they have entered, is left out (art. 15-4).
 */
@Injectable()
export class PersonalDataExport {
  constructor(
    private readonly store: EventStore,
    private readonly log: StoredLog,
  ) {}

  /** Reads the whole log, one batch at a time, once for each of the two files. */
  async of(person: Person, now: Instant): Promise<AsyncIterable<Buffer>> {
    const events = () => this.eventsAbout(person);
    return zip(
      [
        { name: 'donnees.html', content: asPage(events(), now) },
        { name: 'donnees.ndjson', content: asLines(events()) },
      ],
      now,
    );
  }

  private async *eventsAbout({ personId, userCodes }: Person): AsyncGenerator<RecordedEvent> {
    const ids = [...userCodes, ...(personId === null ? [] : [personId])];
    for await (const { events } of this.store.catchUp({ after: START, limit: BATCH })) {
      for (const event of events) {
        if (mentions(event, ids)) {
          yield this.log.codec.withoutOthers(event, (subject) => isSomebodyElse(subject, ids));
        }
      }
    }
  }
}

/** A person or an account, for life or for a month. */
const HOLDER = /^(?:person|account)-([^/]+)/;

function isSomebodyElse(subject: string, ids: readonly string[]): boolean {
  const holder = HOLDER.exec(subject)?.[1];
  return holder !== undefined && !ids.includes(holder);
}

function mentions({ stream, data, metadata }: RecordedEvent, ids: readonly string[]): boolean {
  if (ids.includes(idOf(stream)) || ids.includes(metadata.actor.code)) return true;
  const text = JSON.stringify(data);
  return ids.some((id) => text.includes(`"${id}"`));
}

async function* asLines(events: AsyncIterable<RecordedEvent>): AsyncGenerator<string> {
  for await (const { position, stream, revision, id, type, data, metadata, recordedAt } of events) {
    yield `${JSON.stringify({ position, stream, revision, id, type, data, metadata, recordedAt })}\n`;
  }
}

async function* asPage(events: AsyncIterable<RecordedEvent>, now: Instant): AsyncGenerator<string> {
  yield `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Données personnelles</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem;border-bottom:1px solid #ccc}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:0 .6rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}</style>
<h1>Ce que le registre sait de cette personne</h1>
<p>Établi le ${escaped(formatDateTime(now))}. Chaque ligne est un fait du journal, dans son ordre\u00a0; sa position permet de le retrouver. Ce que le journal en garde d’autre, identifiants et empreintes, est dans «\u00a0donnees.ndjson\u00a0», fait pour être lu par un programme.</p>
<table><thead><tr><th scope="col">Quand</th><th scope="col">Quoi</th><th scope="col">Ce qui en est gardé</th><th scope="col">Position</th></tr></thead><tbody>`;
  for await (const { type, data, metadata, position } of events) {
    yield `<tr><td>${escaped(formatDateTime(metadata.occurredAt))}</td><td>${escaped(whatOf(type, data))}</td><td><dl>${fieldsInFrench(
      data,
    )
      .map(([name, text]) => `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>`)
      .join('')}</dl></td><td><small>${escaped(position)}</small></td></tr>\n`;
  }
  yield '</tbody></table></html>';
}

/** What is no act is in the journal of connections: an attempt. */
function whatOf(type: string, data: object): string {
  const description = actDescriptions[type];
  if (!description) return description === null ? 'Connexion, ou tentative' : type;
  const detail = description.detail?.(data);
  return detail ? `${titleOf(description, data)}\u00a0: ${detail}` : titleOf(description, data);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
