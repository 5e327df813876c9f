import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { EventStore } from '#event-sourcing';
import { Clock, parisDateOf } from '#platform';
import { attempted } from '../bench/attempts.ts';
import { ApiDocument, type Operation } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { describeWithPoppler, pagesOf, seenPdf } from '../support/pdf.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { SmallRegister, TOWN } from '../support/small-register.ts';
import { unzip } from '../support/unzip.ts';
import { upToDate } from '../support/up-to-date.ts';

/** What officers write for themselves. */
const INTERNAL = ['Motif-interne-1', 'Motif-interne-2', 'Note-interne', 'Motif-interne-3'];
/** What they write to the partner. */
const TOLD = 'Conclusion-dite';

type Session = Record<string, string>;

let running: RunningRegister;
let register: SmallRegister;
let officerCode: string;
let officer: Session;
let town: Session;

const fresh = () => upToDate(running.engines.database);
async function send(session: Session, path: string, body: object): Promise<string> {
  const answer = await request(running.url)
    .post(`/api${path}`)
    .set({ ...session, ...(await fresh()) })
    .send(body);
  expect([path, answer.status]).toEqual([path, 201]);
  return answer.body.id;
}

const today = () => parisDateOf(running.services.get(Clock, { strict: false }).now());

/** A case on a code of an agent: its id. */
async function detectedCase(lastName: string): Promise<string> {
  const userCode = await register.activate(await register.agent('Camille', lastName, 'activity'));
  const events = Array.from({ length: 5 }, () => {
    const { data, metadata, ...event } = attempted(0);
    const occurredAt = running.services.get(Clock, { strict: false }).now();
    return {
      ...event,
      id: randomUUID(),
      metadata: { ...metadata, occurredAt },
      data: { ...data, userCode, outcome: 'wrong-password' as const, organism: { id: TOWN.id } },
    };
  });
  await running.services.get(EventStore).append(`connections-${userCode}`, 'any', events);
  return eventually<string>(async () => {
    const { body } = await request(running.url)
      .get('/api/lists/anomaly-queue?rule=failures-on-one-code&limit=100')
      .set({ ...officer, ...(await fresh()) });
    return body.items.find((one: { userCode: string }) => one.userCode === userCode)?.id;
  });
}

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  officerCode = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
  officer = await sessionOf(running.url, officerCode);
  town = await sessionOf(
    running.url,
    await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')),
  );
});
afterAll(() => running.close());

/** All that an answer says: what is packed or drawn in it too. */
async function textsOf(body: Buffer): Promise<string> {
  const kind = body.subarray(0, 4).toString('latin1');
  if (kind === '%PDF') {
    const { attachments } = await seenPdf(body);
    return [...(await pagesOf(body)), ...Object.values(attachments)].join('\n');
  }
  return kind.startsWith('PK\x03\x04') ? Object.values(unzip(body)).join('\n') : body.toString();
}

describeWithPoppler('what officers do for themselves', () => {
  it('R19: no word of it, and no code of theirs, is in any answer or document to a gestionnaire', async () => {
    const told = await detectedCase('Durand');
    await send(officer, `/anomalies/${told}/dismissal`, { reason: INTERNAL[0] });
    await send(officer, `/anomalies/${told}/reopening`, { reason: INTERNAL[1] });
    await send(officer, `/anomalies/${told}/assignment`, {});
    await send(officer, `/anomalies/${told}/notes`, { text: INTERNAL[2] });
    await send(officer, `/anomalies/${told}/notification`, {});
    await send(town, `/anomalies/${told}/question`, {});
    await send(town, `/anomalies/${told}/justification`, { text: 'Oubli.' });
    const sanction = { verdict: 'confirmed', comment: TOLD, sanction: 'suspension' };
    await send(officer, `/anomalies/${told}/verdict`, sanction);
    const dismissed = await detectedCase('Petit');
    await send(officer, `/anomalies/${dismissed}/dismissal`, { reason: INTERNAL[3] });
    const reported = { gestionnaireId: TOWN.id, category: 'other', description: 'Un appel.' };
    const incident = await send(officer, '/incidents', reported);
    await send(officer, `/incidents/${incident}/closing`, { conclusion: 'Rien à craindre.' });

    const ids: Record<string, readonly string[]> = {
      '/api/anomalies/{id}': [told, dismissed],
      '/api/incidents/{id}': [incident],
    };
    const paths = (await ApiDocument.of(running.url)).operations
      .filter(({ method }) => method === 'get')
      .flatMap(({ path }: Operation) => {
        const known = Object.entries(ids).find(([prefix]) => path.startsWith(prefix));
        return (known?.[1] ?? [TOWN.id]).map((id) => path.replace(/\{\w+\}/, id));
      })
      .filter((path) => !path.includes('{'));
    const period = `from=${today()}&to=${today()}`;
    const answers = new Map<string, string>();
    const queries = ['', `?${period}`, '?q=Durand'];
    for (const path of paths.flatMap((one) => queries.map((query) => `${one}${query}`))) {
      const answer = await request(running.url)
        .get(path)
        .set({ ...town, ...(await fresh()) })
        .responseType('blob');
      expect([path, answer.status < 500]).toEqual([path, true]);
      answers.set(path, await textsOf(answer.body));
    }
    const handedOver = `/api/anomaly-report.pdf?gestionnaireId=${TOWN.id}&${period}`;
    const made = await request(running.url)
      .get(handedOver)
      .set({ ...officer, ...(await fresh()) })
      .responseType('blob');
    answers.set(handedOver, await textsOf(made.body));

    const saying = (word: string) => [...answers].filter(([, text]) => text.includes(word));
    expect([...INTERNAL, officerCode].map((word) => [word, saying(word).map(([path]) => path)])).toEqual(
      [...INTERNAL, officerCode].map((word) => [word, []]),
    );
    // They were given: what the partner is told is in all of these.
    const telling = new Set(saying(TOLD).map(([path]) => path.split('?')[0]));
    const expected = [
      ...[`/api/anomalies/${told}`, `/api/anomalies/${told}/dossier.pdf`],
      ...['/api/anomaly-report', '/api/anomaly-report.csv', '/api/anomaly-report.pdf', '/api/acts'],
      `/api/partners/${TOWN.id}/dossier.zip`,
    ];
    expect(expected.filter((path) => !telling.has(path))).toEqual([]);
  }, 120_000);
});
