import { sealedToken } from '#platform';
import { readSignatureToken, signatureToken } from './signature-token.ts';

const SECRET = 'a-secret-for-tests-alone-0123456789';
const CONVENTION = '1f1b2c3d-0000-5000-8000-000000000001';
const LINK = '1f1b2c3d-0000-5000-8000-000000000002';
const token = signatureToken(SECRET, CONVENTION, LINK);

describe('R2: the link to sign by', () => {
  it('is read back, is the same each time, and shows neither convention nor link', () => {
    expect(readSignatureToken([SECRET], token)).toEqual({ conventionId: CONVENTION, linkId: LINK });
    expect(signatureToken(SECRET, CONVENTION, LINK)).toBe(token);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain(CONVENTION);
  });

  it.each([
    ['nothing', ''],
    ['another spelling', `${token}=`],
    ['one that was changed', `${token.slice(0, -2)}AA`],
    ['one of another secret', signatureToken('another-secret', CONVENTION, LINK)],
    ['one that activates a code', sealedToken(SECRET, 'activation', `${CONVENTION}:${LINK}`)],
  ])('is not %s', (_, other) => expect(readSignatureToken([SECRET], other)).toBeNull());
});
