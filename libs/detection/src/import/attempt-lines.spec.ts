import { attemptOutcomes, authenticationOf } from '#connections';
import { Unreadable } from '../formats/log-format.ts';
import { csvLines } from './csv-lines.ts';
import { ocsfLines } from './ocsf-lines.ts';
import type { AttemptReader, ToldAttempt } from './told-attempt.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const AT = '2026-11-02T09:00:00.000Z';

const read = (reader: AttemptReader, line: string) => {
  const told = reader(line);
  return told instanceof Unreadable ? told.reason : told;
};
const csv = (header: string) => csvLines(header, NOW) as AttemptReader;

describe('lines of OCSF', () => {
  const event = (more: object = {}) => JSON.stringify({ ...base, ...more });
  const base = {
    class_uid: 3002,
    activity_id: 1,
    time: Date.parse(AT),
    status_id: 2,
    status_detail: 'ACCOUNT_LOCKED_OUT',
    user: { name: 'A000001' },
    src_endpoint: { ip: '192.0.2.7' },
    metadata: { uid: 'event-1' },
  };

  it.each(attemptOutcomes)('come back from an export of the journal as they were: %s', (outcome) => {
    const attempt = {
      id: 'id-1',
      at: AT,
      userCode: 'A000001',
      identifierHash: null,
      outcome,
      count: 3,
      retryAt: null,
      address: '192.0.2.7',
      userAgent: 'Firefox',
      name: 'Zoë Lefèvre',
      importedFrom: null,
      factors: [],
    };
    expect(read(ocsfLines(NOW), JSON.stringify(authenticationOf(attempt, 1)))).toEqual({
      at: Date.parse(AT),
      identifier: 'A000001',
      outcome,
      address: '192.0.2.7',
      userAgent: 'Firefox',
      isHashed: false,
      count: 3,
      key: 'id-1',
    });
  });

  it.each([
    ['{', 'ce n’est pas du JSON'],
    [event({ class_uid: 2004 }), 'ce n’est pas une connexion (OCSF, class_uid 3002, activity_id 1)'],
    [event({ activity_id: 2 }), 'ce n’est pas une connexion (OCSF, class_uid 3002, activity_id 1)'],
    [event({ time: '2026' }), '« time » n’est pas un nombre de millisecondes depuis 1970'],
    [event({ time: NOW + 1 }), 'l’instant est avant 2000, ou à venir'],
    [event({ user: {} }), 'l’identifiant manque, ou dépasse 256 caractères'],
    [event({ status_id: 0 }), 'l’issue n’est pas connue'],
    [event({ src_endpoint: { ip: 'ici' } }), 'l’adresse n’est pas une adresse IP'],
    [event({ count: 0 }), 'le nombre de tentatives n’est pas un nombre entier positif'],
  ])('are refused with the reason: %s', (line, reason) => expect(read(ocsfLines(NOW), line)).toBe(reason));

  it('have the outcome that OCSF has words for, and may be empty', () => {
    expect(read(ocsfLines(NOW), event())).toMatchObject({ outcome: 'blocked' });
    expect(read(ocsfLines(NOW), ' ')).toBeNull();
  });
});

describe('lines of CSV', () => {
  it('have their columns in any order, and an outcome by its code or its name', () => {
    const reader = csv('outcome,at,identifier,address,user_agent,count,uid,remark');
    expect(
      read(reader, 'success,2026-11-02T10:00:00+01:00,a000001,::ffff:192.0.2.7,"Fire ""fox"", é",2,u1,x'),
    ).toEqual({
      at: Date.parse(AT),
      identifier: 'a000001',
      outcome: 'success',
      address: '192.0.2.7',
      isHashed: false,
      userAgent: 'Fire "fox", ?',
      count: 2,
      key: 'u1',
    });
    const least = csv('Instant;Code;Issue');
    expect(read(least, '2026-11-02T09:00:00Z;A000001;Mot de passe erroné')).toMatchObject({
      outcome: 'wrong-password',
      address: null,
      userAgent: null,
      count: 1,
    });
  });

  it('without an id are known by what they say, however it is written', () => {
    const key = (header: string, line: string) => (csv(header)(line) as ToldAttempt).key;
    expect(key('at;identifier;outcome', '2026-11-02T09:00:00Z;A000001;success')).toBe(
      key('outcome,identifier,at', 'Réussie,A000001,2026-11-02T10:00:00+01:00'),
    );
  });

  it.each([
    ['2026-11-02 09:00:00;A000001;success', 'l’instant n’est pas de la forme 2026-11-02T09:00:00+01:00'],
    ['2026-13-02T09:00:00Z;A000001;success', 'l’instant n’est pas de la forme 2026-11-02T09:00:00+01:00'],
    ['2026-11-02T09:00:00Z;A000001;perdu', 'l’issue n’est pas connue'],
    ['2026-11-02T09:00:00Z;A000001', '2 colonnes au lieu de 3'],
    ['2026-11-02T09:00:00Z;"A000001;success', 'un guillemet n’est pas fermé'],
    ['2026-11-02T09:00:00Z;"A"000001;success', 'un guillemet n’est pas fermé'],
  ])('are refused with the reason: %s', (line, reason) =>
    expect(read(csv('at;identifier;outcome'), line)).toBe(reason),
  );

  it('need a header with the columns that matter', () =>
    expect(csvLines('at;who', NOW)).toEqual(new Unreadable('l’en-tête n’a pas identifier, outcome')));
});
