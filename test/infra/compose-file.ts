import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly restart?: string;
  readonly logging?: { readonly options: Readonly<Record<string, string>> };
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources: { readonly limits: Readonly<Record<string, string>> };
  };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const VARIABLE = /\$(?:\$|\{(?<name>\w+)(?:(?<operator>:[-?])(?<word>[^}]*))?\})/g;
const TEXT = readFileSync('infra/compose.yaml', 'utf8');

/** The variables that the file reads; those without which compose refuses to start are `true`. */
export const variables: ReadonlyMap<string, boolean> = new Map(
  [...TEXT.matchAll(VARIABLE)].flatMap(({ groups }) =>
    groups?.name ? [[groups.name, groups.operator === ':?'] as const] : [],
  ),
);

/** The file as compose sees it with these variables. */
export function composeFile(env: Readonly<Record<string, string>>): ComposeFile {
  return interpolated(parse(TEXT, { merge: true }), env) as ComposeFile;
}

/** What `infra/.env.example` proposes. With `secrets`, its empty variables are filled in as it says. */
export function exampleEnvironment(secrets = true): Record<string, string> {
  const lines = readFileSync('infra/.env.example', 'utf8').matchAll(/^(\w+)="?(.*?)"?$/gm);
  return Object.fromEntries(
    [...lines].map(([, name, value]) => [
      name!,
      value || !secrets || name === 'SMTP_URL' ? value! : 'f0'.repeat(24),
    ]),
  );
}

function interpolated(node: unknown, env: Readonly<Record<string, string>>): unknown {
  if (typeof node === 'string') return expanded(node, env);
  if (Array.isArray(node)) return node.map((item) => interpolated(item, env));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, interpolated(value, env)]));
}

const expanded = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replace(VARIABLE, (match, name, operator, word) => {
    if (match === '$$') return '$';
    if (env[name]) return env[name];
    if (operator === ':?') throw new Error(`${name} is missing: ${word}`);
    return word ?? '';
  });
