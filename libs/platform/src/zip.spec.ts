import { bytesOf, unzip } from '../../../test/support/unzip.ts';
import { zip } from './zip.ts';

const AT = '2026-11-28T10:30:00.000Z';

async function* of(...parts: string[]) {
  yield* parts;
}

it('what was put into an archive is found in it', async () => {
  const long = 'é;"une ligne"\r\n'.repeat(20_000);
  const entries = [
    { name: 'a.csv', content: of(long, 'fin') },
    { name: 'b.json', content: of() },
  ];
  expect(unzip(await bytesOf(zip(entries, AT)))).toEqual({ 'a.csv': `${long}fin`, 'b.json': '' });
});

it('what fails while it is read fails the archive', async () => {
  const failing = async function* () {
    yield 'a';
    throw new Error('gone');
  };
  await expect(bytesOf(zip([{ name: 'a', content: failing() }], AT))).rejects.toThrow('gone');
});
