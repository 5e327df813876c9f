import { activationToken, readActivationToken } from './activation-token.ts';

const SECRET = 'a-secret-for-tests-alone-0123456789';
const token = activationToken(SECRET, 'A000001', 2);

describe('R15: the link does not carry the code', () => {
  it('is read back, and is the same each time', () => {
    expect(readActivationToken([SECRET], token)).toEqual({ userCode: 'A000001', delivery: 2 });
    expect(activationToken(SECRET, 'A000001', 2)).toBe(token);
  });

  it('shows neither the code nor its digits', () => {
    expect(token).not.toContain('A000001');
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('A000001');
  });

  it.each([
    '',
    'x',
    token.slice(1),
    `${token.slice(0, -2)}AA`,
    `${token}=`,
    `${token} `,
    activationToken('another-secret', 'A000001', 2),
  ])('is refused when it is not ours: %s', (foreign) =>
    expect(readActivationToken([SECRET], foreign)).toBeNull(),
  );
});
