import { createHash, createHmac } from 'node:crypto';
import {
  checkpointText,
  cosignatureV1,
  ed25519,
  GrowingTree,
  inclusionProof,
  leafHash,
  mlDsa44,
  openedText,
  parseNote,
  signatureLine,
  signerFrom,
  signNote,
  tlogProofText,
} from '#transparency';
import { check, type GivenFile } from './check.ts';
import { isGood, sentenceOf } from './words.ts';

const ORIGIN = 'greffe.example';
const signers = [ed25519, mlDsa44].map((type, at) => signerFrom(type, ORIGIN, Buffer.alloc(32, at + 1)));
const event = (revision: number, reason = 'Appels suspects') =>
  JSON.stringify({
    stream: 'account-A000001',
    revision,
    type: 'AccountBlocked',
    data: { reason },
    metadata: { occurredAt: '2026-11-02T08:00:00.000Z' },
    recordedAt: '2026-11-02T08:00:01.000Z',
  });

/** A register of so many events, as its proofs say. */
async function register(size: number) {
  const tree = new GrowingTree();
  for (let at = 0; at < size; at++) tree.append(leafHash(event(at)));
  const tiles = new Map(tree.takeTiles().map(({ level, index, hashes }) => [`${level}/${index}`, hashes]));
  const source = async ({ level, index }: { level: number; index: number }) =>
    tiles.get(`${level}/${index}`)!;
  const checkpoint = signNote(
    checkpointText({ origin: ORIGIN, size, root: tree.root }),
    signers,
    1_790_000_000,
  );
  const proofOf = async (index: number, text = event(index)) =>
    tlogProofText({
      extra: Buffer.from(text),
      index,
      checkpoint,
      hashes: await inclusionProof(index, size, source),
    });
  return { checkpoint, proofOf };
}

const KEYS = { name: 'cles.txt', text: signers.map(({ verifierKey }) => `${verifierKey}\n`).join('') };
const file = (text: string, name = 'preuve.tlog-proof'): GivenFile => ({ name, text });
const outcomes = (...files: GivenFile[]) => check(files).findings.map(({ outcome }) => outcome);

describe('files of a receipt', () => {
  it('prove what they carry, with the keys of the register alone', async () => {
    const { proofOf, checkpoint } = await register(300);
    const verdict = check([KEYS, file(await proofOf(17)), file(checkpoint, 'point-de-controle.txt')]);
    expect(verdict.keys.map(({ name }) => name)).toEqual([ORIGIN, ORIGIN]);
    expect(verdict.findings).toMatchObject([
      { outcome: 'proved', index: 17, event: { revision: 17, type: 'AccountBlocked' } },
      { outcome: 'signed', checkpoint: { size: 300 } },
    ]);
    expect(verdict.findings.every(isGood)).toBe(true);
    expect(sentenceOf(verdict.findings[0]!, verdict)).toBe(
      'Preuve valable : cet acte (AccountBlocked) a été enregistré le 2 novembre 2026 à\u00a09\u00a0h\u00a000\u00a0min\u00a001\u00a0s, au rang 18 des 300 événements du registre « greffe.example », et n’a pas changé depuis.',
    );
  });

  it('may have been through a mail program that writes lines as Windows does', async () => {
    const { proofOf, checkpoint } = await register(5);
    const windows = ({ name, text }: GivenFile) => file(text.replaceAll('\n', '\r\n'), name);
    expect(outcomes(windows(KEYS), windows(file(await proofOf(2))), windows(file(checkpoint)))).toEqual([
      'proved',
      'signed',
    ]);
  });

  it('prove nothing with one signature where the keys are of two kinds, and what the keys of then say without the other', async () => {
    const { checkpoint, proofOf } = await register(9);
    const [ed25519Line] = checkpoint.split('\n\n')[1]!.split('\n');
    const half = (text: string) => `${text.slice(0, text.lastIndexOf('\n\n'))}\n\n${ed25519Line}\n`;
    const stripped = [file(half(checkpoint)), file(half(await proofOf(1)))];
    const verdict = check([KEYS, ...stripped]);
    expect(verdict.findings.map(({ outcome }) => outcome)).toEqual(['half-signed', 'half-signed']);
    expect(verdict.findings.some(isGood)).toBe(false);
    expect(sentenceOf(verdict.findings[0]!, verdict)).toContain('une des deux sortes de clés');
    const then = file(`${signers[0]!.verifierKey}\n`, 'cles.txt');
    expect(outcomes(then, ...stripped)).toEqual(['signed', 'proved']);
  });

  it('say of a register that it has replaced another one, as it says itself', async () => {
    const before = signNote(
      checkpointText({ origin: 'avant.example', size: 1234, root: Buffer.alloc(32, 4) }),
      [signerFrom(ed25519, 'avant.example', Buffer.alloc(32, 5))],
    );
    const said = (stream: string, checkpoint: string | null) =>
      JSON.stringify({
        stream,
        revision: 0,
        type: 'LogReplaced',
        data: { events: 1234, checkpoint },
        metadata: { occurredAt: '2026-11-02T08:00:00.000Z' },
        recordedAt: '2026-11-02T08:00:01.000Z',
      });
    const sentence = (text: string) => {
      const root = leafHash(text);
      const checkpoint = signNote(checkpointText({ origin: ORIGIN, size: 1, root }), signers, 1_790_000_000);
      const proof = tlogProofText({ extra: Buffer.from(text), index: 0, hashes: [], checkpoint });
      const verdict = check([KEYS, file(proof)]);
      return sentenceOf(verdict.findings[0]!, verdict);
    };
    expect(sentence(said('sealedlog-replacements', before))).toMatch(
      /^Le registre « greffe\.example » dit, .* être la copie chiffrée du registre « avant\.example », qui s’arrêtait à 1\u202f234 événements\./,
    );
    for (const other of [said('account-A000001', before), said('sealedlog-replacements', null)])
      expect(sentence(other)).toMatch(/^Preuve valable/);
  });

  it('tell which witnesses have cosigned, whose keys were given, and are not believed where one has not', async () => {
    const { checkpoint, proofOf } = await register(9);
    const witness = signerFrom(cosignatureV1, 'temoin.example', Buffer.alloc(32, 9));
    const { text } = parseNote(checkpoint);
    const cosigned = `${checkpoint}${signatureLine(text, witness, 1_790_000_000)}`;
    const keys = file(`${witness.verifierKey}\n`, 'temoins-cles.txt');
    const verdict = check([KEYS, keys, file(cosigned)]);
    expect(verdict.findings).toMatchObject([{ outcome: 'signed', cosigners: ['temoin.example'] }]);
    expect(sentenceOf(verdict.findings[0]!, verdict)).toContain('Contresigné par temoin.example.');
    expect(check([KEYS, file(cosigned)]).findings).toMatchObject([{ outcome: 'signed', cosigners: [] }]);
    const second = signerFrom(mlDsa44, 'temoin.example', Buffer.alloc(32, 9));
    expect(check([KEYS, keys, file(second.verifierKey), file(cosigned)]).findings).toMatchObject([
      { outcome: 'signed', cosigners: [] },
    ]);
    const other = await register(10);
    const lent = `${other.checkpoint}${signatureLine(text, witness, 1_790_000_000)}`;
    expect(outcomes(KEYS, keys, file(lent))).toEqual(['unsigned']);
    expect(outcomes(keys, file(cosigned), file(await proofOf(1)))).toEqual(['unsigned', 'unsigned']);
  });

  it('may have been saved by an editor that puts a mark before them', async () => {
    const { proofOf } = await register(5);
    const marked = ({ name, text }: GivenFile) => file(`\ufeff${text}`, name);
    expect(outcomes(marked(KEYS), marked(file(await proofOf(2))))).toEqual(['proved']);
  });

  it('prove nothing when a word of them was changed', async () => {
    const { proofOf, checkpoint } = await register(300);
    expect(outcomes(KEYS, file(await proofOf(17, event(17, 'Autre motif'))))).toEqual(['wrong']);
    expect(outcomes(KEYS, file((await proofOf(17)).replace('index 17', 'index 18')))).toEqual(['wrong']);
    expect(outcomes(KEYS, file(checkpoint.replace('\n300\n', '\n301\n')))).toEqual(['unsigned']);
    expect(outcomes(KEYS, file('Bonjour'))).toEqual(['unreadable']);
  });

  it('are not believed on their own word: without keys, or with those of another', async () => {
    const { proofOf } = await register(5);
    const other = signerFrom(ed25519, ORIGIN, Buffer.alloc(32, 9)).verifierKey;
    const proof = file(await proofOf(2));
    expect(outcomes(proof)).toEqual(['unsigned']);
    expect(outcomes(file(other, 'cles.txt'), proof)).toEqual(['unsigned']);
    expect(sentenceOf(check([proof]).findings[0]!, check([proof]))).toContain('cles.txt');
  });

  it('prove nothing of a register that another one’s key has signed for', async () => {
    const { proofOf, checkpoint } = await register(5);
    const stranger = signerFrom(ed25519, 'other.example', Buffer.alloc(32, 9));
    const lent = (note: string) => signNote(`${note.split('\n\n')[0]}\n`, [stranger]);
    const proof = await proofOf(2);
    const start = proof.indexOf('\n\n') + 2;
    const forged = proof.slice(0, start) + lent(proof.slice(start));
    const both = file(KEYS.text + stranger.verifierKey, 'cles.txt');
    expect(outcomes(both, file(forged), file(lent(checkpoint)))).toEqual(['unsigned', 'unsigned']);
    expect(outcomes(both, file(proof), file(checkpoint))).toEqual(['proved', 'signed']);
  });

  it('are read with what goes with them in the clear, as far as the register has committed to it', async () => {
    const opening = Buffer.alloc(32, 7);
    const commitment = createHmac('sha256', opening).update('"Motif"').digest('base64url');
    const $personal = { key: 'k', fields: 'x', commitments: { reason: commitment } };
    const text = JSON.stringify({ ...JSON.parse(event(0)), data: { $personal } });
    const root = leafHash(text);
    const checkpoint = signNote(checkpointText({ origin: ORIGIN, size: 1, root }), signers);
    const proof = tlogProofText({ extra: Buffer.from(text), index: 0, hashes: [], checkpoint });
    const inClear = (value: string) =>
      file(openedText([{ leaf: root, opened: [{ path: '/reason', value, opening }] }]), 'en-clair.json');
    expect(check([KEYS, file(proof), inClear('"Motif"')]).findings).toMatchObject([
      { outcome: 'proved', event: { data: { reason: 'Motif' } } },
    ]);
    expect(outcomes(KEYS, file(proof), inClear('"Autre"'))).toEqual(['wrong']);
    expect(outcomes(KEYS, file('{"format":"greffe-opened/v1"}'))).toEqual(['unreadable']);
  });

  it('say nothing where what was signed is no event of a register', async () => {
    for (const text of ['null', '{}', event(0).replace('2026-11-02T08:00:01.000Z', 'hier')]) {
      const tree = new GrowingTree();
      tree.append(leafHash(text));
      const checkpoint = signNote(checkpointText({ origin: ORIGIN, size: 1, root: tree.root }), signers);
      const proof = tlogProofText({ extra: Buffer.from(text), index: 0, hashes: [], checkpoint });
      expect(outcomes(KEYS, file(proof))).toEqual(['unreadable']);
    }
  });

  it('name the whole of each key, of which the number is too short to tell a forged one by', () => {
    const { keys } = check([KEYS]);
    expect(keys.map(({ fingerprint }) => fingerprint)).toEqual(
      signers.map(({ verifierKey }) => createHash('sha256').update(verifierKey).digest('hex')),
    );
  });

  it('are held against each other: a register that has signed two pasts is found out', async () => {
    const [one, longer] = [await register(300), await register(301)];
    const other = signNote(checkpointText({ origin: ORIGIN, size: 300, root: Buffer.alloc(32) }), signers);
    expect(outcomes(KEYS, file(one.checkpoint), file(longer.checkpoint))).toEqual(['signed', 'signed']);
    expect(outcomes(KEYS, file(await one.proofOf(3)), file(other), file(longer.checkpoint))).toEqual([
      'contradicted',
      'contradicted',
      'signed',
    ]);
  });
});
