import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, keptFile } from '#platform';
import { cosignatureV1, isKeyName, type KeySigner, mlDsa44, signerFrom, signerOf } from '#transparency';

/**
 * The keys that a witness cosigns with, one of each type; made where there are none, and their folder with them.
 * @throws ConfigurationError when they are those of a witness of another name
 */
export function witnessKeys(folder: string, name: string): readonly KeySigner[] {
  if (!isKeyName(name) || name.includes('://')) {
    throw new ConfigurationError(
      '--name\u00a0: une adresse sans son schéma est attendue, comme temoin.mairie.example',
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const text = keptFile(join(folder, 'keys'), () =>
    [cosignatureV1, mlDsa44]
      .map((type) => `${signerFrom(type, name, randomBytes(type.seedBytes)).signerKey}\n`)
      .join(''),
  );
  const keys = text.split('\n').map(signerOf);
  if (keys.some((key) => key.name !== name)) {
    throw new ConfigurationError(`--name\u00a0: les clés de ${folder} sont celles de ${keys[0]!.name}`);
  }
  return keys;
}
