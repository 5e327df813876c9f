import { mustBeGoodPassword, passwordRule } from './password.ts';
import { candidateCodes, normaliseCode, USER_CODE } from './user-code.ts';

const owner = {
  userCode: 'A123456',
  name: 'Zoé Lefèvre-Martin',
  email: 'z.lefevre@ville.example',
  organism: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
};
const check = (password: string) => () => mustBeGoodPassword(password, owner);

it('a password has 12 characters at least, and no composition rule', () => {
  expect(check('petit cheval')).not.toThrow();
  expect(check('petit chev')).toThrow(expect.objectContaining({ code: 'password-too-short' }));
  expect(check('🐴🐴🐴🐴🐴🐴')).toThrow(expect.objectContaining({ code: 'password-too-short' }));
  expect(check('x'.repeat(300))).toThrow(expect.objectContaining({ code: 'password-too-long' }));
  expect(check('abababababababab')).toThrow(expect.objectContaining({ code: 'password-too-simple' }));
  expect(passwordRule).toContain('12 caractères');
});

it.each([
  'mairie du coin 59',
  'BAROEUL-toujours',
  'Barœul-toujours',
  'ici, Mons, en hiver',
  'le 21590410000017',
  'Bonjour LEFEVRE !',
  'martin-du-59370',
  'oh z.lefevre oh',
])('« %s » names its owner', (text) =>
  expect(check(text)).toThrow(expect.objectContaining({ code: 'password-names-you' })),
);

it.each(["D'ARTAGNAN Zoé", 'D’ARTAGNAN Zoé'])(
  'R15: of « %s » too, the name behind the apostrophe',
  (name) => {
    const text = 'artagnan au 59370';
    const refused = expect.objectContaining({ code: 'password-names-you' });
    expect(() => mustBeGoodPassword(text, { ...owner, name })).toThrow(refused);
  },
);

it('R12: codes follow from their holder, and there is always another one', () => {
  const codes = candidateCodes('agent', 'p1');
  const [first, second] = [codes.next().value, codes.next().value];
  expect(first).toMatch(USER_CODE);
  expect(second).not.toBe(first);
  expect(candidateCodes('agent', 'p1').next().value).toBe(first);
  expect(normaliseCode(' a123456 ')).toBe('A123456');
});
