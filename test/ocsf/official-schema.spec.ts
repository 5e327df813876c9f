import fc from 'fast-check';
import { AUTH_FACTORS, attemptOutcomes, authenticationOf } from '#connections';
import { formatPosition, type RecordedEvent } from '#event-sourcing';
import { type SiemMask, siemMasks } from '#platform';
import type { AnomalyEvent, Detection } from '../../libs/anomalies/src/domain/anomaly-events.ts';
import { LONGEST_JSON } from '../../libs/composition/src/siem/fitted.ts';
import { type SiemRecord, SiemRecords } from '../../libs/composition/src/siem/records.ts';
import { frameOf } from '../../libs/composition/src/siem/syslog-receiver.ts';
import { problemsOf } from './schema.ts';

const AT = '2026-11-02T09:00:00.000Z';
const config = { nameSecret: 'a-key-of-more-than-thirty-two-characters' };

let ids = 0;
const nextId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
const recorded = (stream: string, events: readonly { type: string; data: object }[]): RecordedEvent[] =>
  events.map((event, revision) => ({
    ...event,
    id: nextId(),
    stream,
    revision,
    recordedAt: AT,
    position: formatPosition(BigInt(revision + 1), BigInt(revision + 1)),
    metadata: {
      correlationId: nextId(),
      causationId: nextId(),
      occurredAt: AT,
      actor: { code: 'C000001', role: 'caf-security', organism: '595' },
    },
  }));

const attempt = {
  userCode: 'A000001',
  identifierHash: null,
  organism: { id: '21590410000017' },
  address: '192.0.2.7',
  userAgent: 'Firefox',
  sessionId: null,
  count: 3,
  retryAt: AT,
};
const attempts = attemptOutcomes.flatMap((outcome) => [
  { type: 'LoginAttempted', data: { ...attempt, outcome } },
  {
    type: 'LoginAttempted',
    data: { ...attempt, outcome, userCode: null, identifierHash: 'abc', address: null, userAgent: null },
  },
]);
const session = nextId();
const signedInAndOut = [
  { type: 'LoginAttempted', data: { ...attempt, outcome: 'success', sessionId: session } },
  { type: 'LoggedOut', data: { sessionId: session, reason: 'signed-out' } },
];

const detection = (more: Partial<Detection> = {}): Detection => ({
  rule: { id: 'closed-code', version: 1, title: 'Tentative sur un code fermé', hash: 'abc' },
  severity: 'high',
  article: 'Avenant, art. 3',
  cafId: '595',
  detectedAt: AT,
  sentence: 'Tentative de connexion avec le code fermé A000001 depuis 192.0.2.7.',
  userCode: 'A000001',
  network: null,
  gestionnaire: { id: '21590410000017', name: 'Mairie' },
  evidence: [
    { attemptId: nextId(), at: AT, outcome: 'closed', address: '192.0.2.7', userCode: 'A000001', count: 1 },
  ],
  sufficient: null,
  ...more,
});
const { evidence } = detection();
const wholeCase = (more: Partial<Detection> = {}): AnomalyEvent[] => [
  { type: 'AnomalyDetected', data: detection(more) },
  { type: 'AnomalyEvidenceAdded', data: { evidence } },
  { type: 'AnomalyNotificationDecided', data: { decidedOn: '2026-11-02' } },
  { type: 'AnomalyNotified', data: { notifiedOn: '2026-11-02', dueOn: '2026-11-17', by: null } },
  { type: 'JustificationReminderIssued', data: { daysBefore: 3, dueOn: '2026-11-17' } },
  {
    type: 'JustificationSubmitted',
    data: { text: 'Écrit par une personne', late: false, files: [], daysLate: 0 },
  },
  { type: 'VerdictGiven', data: { verdict: 'explained', sanction: null, comment: 'Écrit par un agent' } },
];
const dismissed: AnomalyEvent[] = [
  ...wholeCase({ userCode: null, network: '2001:db8:1:ff00::/56', gestionnaire: null }).slice(0, 2),
  { type: 'AnomalyDismissed', data: { reason: 'Écrit par un agent' } },
];

const toldOf = (stream: string, events: readonly { type: string; data: object }[], mask: SiemMask[] = []) => {
  const all = recorded(stream, events);
  const store = { readStream: async (_: string, { limit = all.length } = {}) => all.slice(0, limit) };
  return new SiemRecords(store, { mask }, config).of(all, 0);
};
const parsed = (records: readonly SiemRecord[]) => records.map(({ json }) => JSON.parse(json));

describe('OCSF 1.7.0', () => {
  it('R18: has no objection to an attempt of an export, whatever became of it', () => {
    for (const { data } of attempts) {
      const view = {
        ...(data as typeof attempt),
        id: nextId(),
        at: AT,
        name: 'Zoë Lefèvre',
        importedFrom: 'ancien',
        factors: AUTH_FACTORS,
      };
      const outcome = (data as { outcome: (typeof attemptOutcomes)[number] }).outcome;
      expect(problemsOf(authenticationOf({ ...view, outcome }, 1))).toEqual([]);
    }
  });

  it.each([[[]], [[...siemMasks]]])('has none to what is streamed, with the masks %j', async (mask) => {
    const streamed = [
      ...(await toldOf('connections-A000001', [...attempts, ...signedInAndOut], mask)),
      ...(await toldOf(`anomaly-${nextId()}`, wholeCase(), mask)),
      ...(await toldOf(`anomaly-${nextId()}`, dismissed, mask)),
      new SiemRecords({ readStream: async () => [] }, { mask }, config).heartbeat(
        AT,
        7,
        formatPosition(1n, 1n),
        'greffe.example\n7\nroot\n\n— signature\n',
      ),
    ];
    expect(streamed).toHaveLength(attempts.length + signedInAndOut.length + 7 + 3 + 1);
    for (const record of parsed(streamed)) expect([record, problemsOf(record)]).toEqual([record, []]);
  });

  it('R19: a case is created, updated and closed, and says where it stood at each event', async () => {
    const about = (records: readonly SiemRecord[]) =>
      parsed(records).map(({ activity_id, status_id, verdict_id }) => [activity_id, status_id, verdict_id]);
    expect(about(await toldOf(`anomaly-${nextId()}`, wholeCase()))).toEqual([
      ...[
        [1, 1, 0],
        [2, 1, 0],
        [2, 2, 0],
        [2, 2, 0],
        [2, 2, 0],
        [2, 2, 0],
      ],
      [3, 4, 5],
    ]);
    expect(about(await toldOf(`anomaly-${nextId()}`, dismissed)).at(-1)).toEqual([3, 3, 1]);
  });

  it('tells a case alike when it is told again from the middle', async () => {
    const all = recorded(`anomaly-${nextId()}`, wholeCase());
    const store = { readStream: async (_: string, { limit = 0 } = {}) => all.slice(0, limit) };
    const records = new SiemRecords(store, { mask: [] }, config);
    const first = await records.of(all, 0);
    expect(await records.of(all.slice(2), 2)).toEqual(first.slice(2));
    expect(await records.of(all, 0)).toEqual(first);
  });

  it('R19: nothing is told that people wrote, and with masks nothing that names them', async () => {
    const told = async (mask: SiemMask[]) =>
      JSON.stringify([
        await toldOf(`anomaly-${nextId()}`, wholeCase(), mask),
        await toldOf(`anomaly-${nextId()}`, dismissed, mask),
      ]);
    expect(await told([])).not.toContain('Écrit par');
    expect(await told([])).toContain('A000001');
    const masked = await told(['user.name', 'src_endpoint.ip']);
    for (const personal of ['A000001', '192.0.2.7', '2001:db8']) expect(masked).not.toContain(personal);
  });

  it('a message stays below 8,192 bytes whatever it is about, and says when something was cut', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(400),
        fc.string({ unit: 'binary', maxLength: 4000 }),
        fc.string({ unit: 'binary', maxLength: 9000 }),
        async (count, userAgent, sentence) => {
          const many = Array.from({ length: count }, () => ({ ...evidence[0]!, attemptId: nextId() }));
          const records = [
            ...(await toldOf('connections-A000001', [
              { type: 'LoginAttempted', data: { ...attempt, outcome: 'success', userAgent } },
            ])),
            ...(await toldOf(`anomaly-${nextId()}`, wholeCase({ sentence, evidence: many }))),
          ];
          for (const record of records) {
            const [length, message] = /^(\d+) (.*)$/s.exec(frameOf(record))!.slice(1) as [string, string];
            expect(Buffer.byteLength(message)).toBe(Number(length));
            expect(Number(length)).toBeLessThan(8192);
            const content = JSON.parse(record.json);
            expect(problemsOf(content)).toEqual([]);
            const whole = content.finding_info?.related_events_count ?? 0;
            const isCut = (content.finding_info?.related_events?.length ?? 0) < whole;
            if (isCut) expect(content.metadata).toMatchObject({ is_truncated: true });
            expect(Buffer.byteLength(record.json)).toBeLessThanOrEqual(LONGEST_JSON);
          }
        },
      ),
      { numRuns: 40 },
    ));

  it('objects to what is no record', () => {
    const one = authenticationOf(
      { ...attempt, id: nextId(), at: AT, name: null, importedFrom: null, outcome: 'success', factors: [] },
      1,
    );
    expect(problemsOf({ ...one, user: {}, severity_id: 9, unheard: 1, type_uid: 1 })).toEqual([
      ...['type_uid is wrong', 'type_uid: 1 is not one of them', 'severity_id: 9 is not one of them'],
      ...['user.: one of account, name, uid is required', 'unheard is not known'],
    ]);
    expect(problemsOf({ ...one, service: undefined, src_endpoint: { ip: 'here' }, verdict_id: 1 })).toEqual([
      ': one of service, dst_endpoint is required',
      'src_endpoint.ip is no ip_t',
      'verdict_id is not known',
    ]);
  });
});
