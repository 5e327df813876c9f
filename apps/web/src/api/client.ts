import { isUntouched } from './attention';
import { isCompared } from './compared';
import type { Problem } from './contract';
import { identityConfirmed } from './identity';

/** What the server refused, or that it could not be reached (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: { field: string; message: string }[];
  /** What others have done meanwhile. */
  readonly changes: NonNullable<Problem['changes']>;

  constructor(problem: Problem) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.errors = problem.errors ?? [];
    this.changes = problem.changes ?? [];
  }
}

/** A parameter with several values is given several times. */
export type Params = Record<string, string | string[] | undefined>;
export type Method = 'POST' | 'PUT' | 'DELETE';

const POSITION = 'Greffe-Position';
const CHANGED = 412;
const INCOMPLETE = 'Greffe-Incomplete';

/** Of the last thing written: reads wait for it, so that one reads one's own writes. */
let position: string | null = null;
let csrfToken: string | null = null;
/** What was last read from a read model that goes on without an event of the register. */
const incompletePaths = new Set<string>();
/** Up to where in the register each path, or the list of what is below it, was last answered from; and each address. */
const tags = new Map<string, string>();
/** A request that got no answer keeps its key, so that sending it again cannot do it twice. */
const unansweredKeys = new Map<string, string>();

export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

export function url(path: string, params: Params = {}): string {
  const search = searchOf(params).toString();
  return `/api${path}${search && `?${search}`}`;
}

/** What has no value is left out. */
export const searchOf = (params: Params): URLSearchParams =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, given]) =>
      [given ?? []]
        .flat()
        .filter((value) => value !== '')
        .map((value) => [name, value]),
    ),
  );

/** `isByItself`: nobody has asked for it anew. */
export async function get<T>(
  path: string,
  params?: Params,
  signal?: AbortSignal,
  isByItself = isUntouched(),
): Promise<T> {
  const headers: Record<string, string> = position ? { [POSITION]: position } : {};
  if (isByItself) headers['Greffe-Background'] = '?1';
  const response = await request(url(path, params), { headers, signal });
  const tag = tagIn(response);
  if (tag) for (const read of [path.replace(/^\/lists/, ''), url(path, params)]) tags.set(read, tag);
  if (response.headers.has(INCOMPLETE)) incompletePaths.add(path);
  else incompletePaths.delete(path);
  return (await response.json()) as T;
}

/** Whether the last answer from `path` was short of something. */
export const isIncomplete = (path: string): boolean => incompletePaths.has(path);

/** What was read at `path` is what people have before them of what is changed at `thing` too. */
export function standsFor(path: string, thing: string): void {
  const tag = tags.get(path);
  if (tag) tags.set(thing, tag);
}

/** Of what was last read there. */
export const tagOf = (path: string, params: Params): string | null => tags.get(url(path, params)) ?? null;

/** What somebody had before them: it goes along with what they send, and is what they have been told since. */
export interface Seen {
  current: string | null;
}

/** Of what was last read of the thing that `path` changes: itself, or the list that it stands in. */
export function tagAbove(path: string): string | null {
  for (let above = path; above !== ''; ) {
    above = above.slice(0, above.lastIndexOf('/'));
    const tag = tags.get(above);
    if (tag) return tag;
  }
  return null;
}

/** Where the server asks for it, it is sent once more after its sender has shown who they are. */
export async function send<T>(
  method: Method,
  path: string,
  body: unknown,
  seen: Seen = { current: null },
): Promise<T> {
  try {
    return await sendOnce<T>(method, path, body, seen);
  } catch (error) {
    const isAsked = error instanceof ApiProblem && error.code === 'fresh-factor-required';
    if (!isAsked || !(await identityConfirmed())) throw error;
    return sendOnce<T>(method, path, body, seen);
  }
}

async function sendOnce<T>(method: Method, path: string, body: unknown, seen: Seen): Promise<T> {
  const json = JSON.stringify(body);
  const signature = `${method} ${path} ${json}`;
  const key = unansweredKeys.get(signature) ?? crypto.randomUUID();
  unansweredKeys.set(signature, key);

  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  if (csrfToken) headers['X-CSRF-Token'] = csrfToken;
  if (seen.current && isCompared(path)) headers['If-Match'] = seen.current;
  try {
    const response = await request(url(path), { method, headers, body: json }, seen);
    const written = response.headers.get(POSITION);
    if (written) seen.current = `"${written}"`;
    unansweredKeys.delete(signature);
    const text = await response.text();
    return (text ? JSON.parse(text) : {}) as T;
  } catch (error) {
    if (error instanceof ApiProblem && isFinal(error)) unansweredKeys.delete(signature);
    throw error;
  }
}

/** One file, as it is. */
export async function sendFile<T>(path: string, params: Params, file: Blob): Promise<T> {
  const headers: Record<string, string> = { 'Content-Type': 'application/octet-stream' };
  if (csrfToken) headers['X-CSRF-Token'] = csrfToken;
  const response = await request(url(path, params), { method: 'POST', headers, body: file });
  return (await response.json()) as T;
}

async function request(address: string, init: RequestInit, seen?: Seen): Promise<Response> {
  const response = await fetch(address, { ...init, credentials: 'same-origin' }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(UNREACHABLE);
  });
  position = response.headers.get(POSITION) ?? position;
  if (response.ok) return response;
  const problem = new ApiProblem(await problemOf(response));
  if (seen && problem.status === CHANGED) seen.current = tagIn(response);
  throw problem;
}

/** Whatever a proxy that compresses has made of it. */
function tagIn(response: Response): string | null {
  const [position] = /[0-9a-f]{16}-[0-9a-f]{16}/.exec(response.headers.get('ETag') ?? '') ?? [];
  return position ? `"${position}"` : null;
}

/** A proxy in between may answer something that is no problem document. */
async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json');
  return isProblem ? ((await response.json()) as Problem) : { ...UNREACHABLE, status: response.status };
}

const isFinal = (problem: ApiProblem) => problem.status >= 400 && problem.status < 500;

const UNREACHABLE: Problem = {
  type: 'about:blank',
  title: 'Unreachable',
  status: 0,
  code: 'unreachable',
  detail: 'Le registre ne répond pas. Vérifiez votre connexion, puis réessayez.',
};
