import { readFileSync } from 'node:fs';
import { systemFault } from '../system-fault.ts';

/** The variables that hold a secret, or an address with one in it. */
const SECRETS = [
  'DATABASE_URL',
  'MIGRATIONS_DATABASE_URL',
  'EVENTSTORE_URL',
  'EVENTSTORE_ADMIN_URL',
  'REDIS_URL',
  'SMTP_URL',
  'GREFFE_SECRET',
  'GREFFE_SECRET_PREVIOUS',
  'GREFFE_NAME_SECRET',
  'GREFFE_MASTER_KEY',
  'GREFFE_SIEM_URL',
  'OIDC_CLIENT_SECRET',
];

/**
 * The environment with what stands in files: `GREFFE_SECRET_FILE` names the file that holds `GREFFE_SECRET`, as container
 * platforms hand secrets over. `problems` says which cannot be read, or are given twice.
 */
export function withSecretFiles(given: NodeJS.ProcessEnv): { env: NodeJS.ProcessEnv; problems: string[] } {
  const env = { ...given };
  const problems: string[] = [];
  for (const name of SECRETS) {
    const variable = `${name}_FILE`;
    const file = env[variable];
    delete env[variable];
    if (!file) continue;
    if (env[name]) problems.push(`${name} and ${variable} exclude each other`);
    else {
      try {
        env[name] = readFileSync(file, 'utf8').trim();
      } catch (error) {
        problems.push(`${variable} cannot be read (${systemFault(error)})`);
      }
    }
  }
  return { env, problems };
}
