import {
  createHash,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign,
  verify,
} from 'node:crypto';
import * as page from './node-crypto.ts';

const TEXTS = ['', 'a', 'é'.repeat(1000)].map((text) => Buffer.from(text));

it('hashes as Node does', () => {
  for (const text of TEXTS) {
    expect(page.hash('sha256', text, 'binary')).toBe(hash('sha256', text, 'binary'));
    expect(page.hash('sha256', text.toString(), 'binary')).toBe(hash('sha256', text, 'binary'));
    expect(page.createHash('sha256').update('é\n').update(text).digest('hex')).toBe(
      createHash('sha256').update('é\n').update(text).digest('hex'),
    );
  }
});

it('commits to texts as Node does', () => {
  for (const [at, text] of TEXTS.entries()) {
    const key = Buffer.alloc(32, at);
    expect(page.createHmac('sha256', key).update(text.toString()).digest('base64url')).toBe(
      createHmac('sha256', key).update(text).digest('base64url'),
    );
  }
});

it('finds the same signatures right and wrong', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const der = publicKey.export({ format: 'der', type: 'spki' });
  const [nodes, pages] = [
    createPublicKey({ key: der, format: 'der', type: 'spki' }),
    page.createPublicKey({ key: der }),
  ];
  for (const text of TEXTS) {
    const signature = sign(null, text, privateKey);
    for (const at of [-1, 0, 31, 32, 63]) {
      const tried = Buffer.from(signature);
      if (at >= 0) tried[at]! ^= 1;
      expect(page.verify(null, text, pages, tried)).toBe(verify(null, text, nodes, tried));
    }
    expect(page.verify(null, text, pages, signature)).toBe(true);
  }
  expect(page.verify(null, TEXTS[0]!, pages, Buffer.alloc(3))).toBe(false);
});

it('holds no secret', () => expect(page.sign).toThrow('A page signs nothing'));
