import { checked } from './checked.ts';

const ADDRESS = /^esdb(?:\+discover)?:\/\/(?<user>[^@\s]+@)?(?<nodes>[^@/?\s]+)\/?(?:\?(?<options>\S*))?$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3})(?::\d+)?$/;

/** Those of the client (6.2.1). It warns of any other, and shows the whole address with the password. */
const OPTIONS = [
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'keepaliveinterval',
  'keepalivetimeout',
  'maxdiscoverattempts',
  'nodepreference',
  'throwonappendfailure',
  'tls',
  'tlscafile',
  'tlsverifycert',
  'usercertfile',
  'userkeyfile',
];

/** What is wrong with an address of EventStoreDB, in words that show nothing of it; null when nothing is. */
export function eventStoreUrlProblem(url: string): string | null {
  const parts = ADDRESS.exec(url)?.groups;
  // The client rejects kurrentdb://.
  if (!parts) return 'must be an esdb:// address (also for KurrentDB)';
  const options = new Map([...new URLSearchParams(parts.options)].map(([key, value]) => [flat(key), value]));
  if ([...options.keys()].some((key) => !OPTIONS.includes(key))) {
    return 'has an option that the client does not know';
  }
  if (options.get('tlsverifycert') === 'false') {
    return 'has tlsVerifyCert=false, which the client ignores: name the authority’s certificate in tlsCAFile';
  }
  const isHere = parts.nodes!.split(',').every((node) => LOOPBACK.test(node));
  if (parts.user && options.get('tls') === 'false' && !isHere) {
    return 'has a password and tls=false: without TLS the client does not send it';
  }
  return null;
}

/** The value is an address of EventStoreDB of which the client takes every word. */
export const IsEventStoreUrl = checked('isEventStoreUrl', eventStoreUrlProblem);

/** An option as the client compares it. */
const flat = (key: string): string => key.trim().toLowerCase().replace(/[_-]/g, '');
