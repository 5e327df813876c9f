import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keptFile } from '../kept-file.ts';
import { systemFault } from '../system-fault.ts';
import { type Config, ConfigurationError, type Settings } from './config.ts';

const BYTES = 32;

/**
 * For whoever opens a register: secrets that nobody gave are made at its first start, and kept in `<data folder>/secret` and
 * `…/master-key`, readable by their owner only.
 *
 * @throws ConfigurationError when the folder cannot be used, or what it keeps was damaged
 */
export function withKeptSecrets(settings: Settings): Config {
  const { dataDir } = settings;
  const secret = settings.secret ?? secretIn(dataDir, 'secret');
  return {
    ...settings,
    secret,
    nameSecret: settings.nameSecret ?? secret,
    masterKey: settings.masterKey ?? secretIn(dataDir, 'master-key'),
  };
}

function secretIn(dataDir: string, name: string): string {
  try {
    return keptSecret(join(dataDir, name));
  } catch (error) {
    throw new ConfigurationError(
      `Configuration: GREFFE_DATA_DIR (${dataDir}) cannot be used: ${systemFault(error)}`,
    );
  }
}

function keptSecret(file: string): string {
  const secret = keptFile(file, () => randomBytes(BYTES).toString('base64url'));
  if (Buffer.from(secret, 'base64url').length < BYTES) throw new Error(`${file} is damaged: restore it`);
  return secret;
}
