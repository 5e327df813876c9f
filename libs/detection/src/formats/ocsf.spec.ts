import type { Observation } from '../domain/observation.ts';
import { readings } from './log-format.fixture.ts';
import { ocsf } from './ocsf.ts';

const AT = Date.parse('2026-11-23T09:00:00Z');
const event = (other: object) =>
  JSON.stringify({
    class_uid: 3002,
    category_uid: 3,
    activity_id: 1,
    type_uid: 300201,
    time: AT,
    severity_id: 1,
    status_id: 1,
    user: { name: 'A000001' },
    src_endpoint: { ip: '10.0.0.7' },
    metadata: { version: '1.7.0', product: { name: 'Greffe', vendor_name: 'Greffe' } },
    service: { name: 'portail' },
    ...other,
  });
const failed = (status_detail: string, other: object = {}) => ({ status_id: 2, status_detail, ...other });

it.each<[string, object, Partial<Observation>]>([
  [
    'a success',
    { http_request: { user_agent: 'Firefox' }, session: { uid: 's1' } },
    {
      at: AT,
      outcome: 'success',
      userCode: 'A000001',
      network: '10.0.0.7',
      userAgent: 'Firefox',
      sessionId: 's1',
    },
  ],
  ['a wrong password', failed('INVALID_CREDENTIALS'), { outcome: 'wrong-password', userCode: 'A000001' }],
  [
    'an unknown user, by a hash',
    failed('USER_DOES_NOT_EXIST', { user: { uid: '9f3a' } }),
    { outcome: 'unknown-code', userCode: null, identifier: '9f3a' },
  ],
  [
    'an unknown user, by name',
    failed('USER_DOES_NOT_EXIST', { user: { name: 'admin' } }),
    { userCode: null, identifier: 'admin' },
  ],
  ['a disabled account', failed('ACCOUNT_DISABLED'), { outcome: 'closed' }],
  ['a locked account', failed('ACCOUNT_LOCKED_OUT'), { outcome: 'blocked' }],
  ['an expired password', failed('PASSWORD_EXPIRED'), { outcome: 'closed' }],
  ['a second factor that was asked for', failed('SECOND_FACTOR_REQUIRED'), { outcome: 'factor-asked' }],
  ['one that had to wait', failed('TOO_MANY_ATTEMPTS'), { outcome: 'throttled' }],
  [
    'what Greffe says in its own words',
    { status_id: 99, unmapped: { outcome: 'factor-asked' } },
    { outcome: 'factor-asked' },
  ],
  [
    'no word of Greffe, though every object of JavaScript has it',
    failed('ACCOUNT_DISABLED', { unmapped: { outcome: 'constructor' } }),
    { outcome: 'closed' },
  ],
  [
    'what the caption alone says',
    { status_id: undefined, status: 'Failure' },
    { outcome: 'wrong-password', userCode: 'A000001' },
  ],
  ['a failure that says no more', { status_id: 2 }, { outcome: 'wrong-password' }],
  ['several at once', failed('INVALID_CREDENTIALS', { count: 12 }), { count: 12 }],
  ['a count that is none', { count: -3 }, { count: 1 }],
  [
    'a logoff',
    { activity_id: 2, type_uid: 300202, session: { uid: 's1' } },
    { category: 'sign-out', userCode: 'A000001', sessionId: 's1', outcome: null },
  ],
  ['an IPv6 address', { src_endpoint: { ip: '2001:db8:1:2ff::9' } }, { network: '2001:db8:1:200::/56' }],
  ['a host', { src_endpoint: { hostname: 'poste7.example' } }, { network: 'poste7.example' }],
  ['no address', { src_endpoint: {} }, { network: null }],
])('reads %s', async (_, other, expected) =>
  expect(await readings(ocsf, [event(other)])).toMatchObject([expected]),
);

it('leaves other classes, activities and outcomes alone', async () => {
  const others = [{ class_uid: 2004 }, { activity_id: 3 }, { status_id: 0 }].map(event);
  expect(await readings(ocsf, ['', ...others])).toEqual([null, null, null, null]);
});

it.each([
  ['{"class_uid":', 'ce n’est pas du JSON'],
  ['"3002"', 'ce n’est pas un objet JSON'],
  ['{"time":1}', 'ce n’est pas un événement OCSF : class_uid manque'],
  [event({ time: '2026-11-23' }), '« time » n’est pas un nombre de millisecondes depuis 1970'],
  [event({ time: 1e300 }), '« time » n’est pas un nombre de millisecondes depuis 1970'],
])('tells why not: %s', async (line, reason) => expect(await readings(ocsf, [line])).toEqual([reason]));
