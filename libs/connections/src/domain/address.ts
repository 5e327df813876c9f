import { isIP } from 'node:net';
import { policy, withoutPort } from '#platform';

const IPV4_IN_IPV6 = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * One spelling for one address: `::ffff:10.0.0.1` is `10.0.0.1`, IPv6 is written as RFC 5952 says, without zone.
 * What is no address is none.
 */
export function normaliseAddress(raw: string | null | undefined): string | null {
  const address = withoutPort(raw ?? '').split('%', 1)[0]!;
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return null;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = IPV4_IN_IPV6.exec(canonical);
  return mapped ? [...bytesOf(mapped[1]!), ...bytesOf(mapped[2]!)].join('.') : canonical;
}

export const UNKNOWN_NETWORK = 'unknown';
const GROUPS = 8;
const BITS_OF_GROUP = 16;

/**
 * Where a visitor may choose addresses from: an IPv6 subscriber is given a whole network of them. Attempts whose address
 * nobody told are of one network together, so that hiding it opens nothing. `address` is normalised.
 */
export function networkOf(address: string | null): string {
  if (address === null) return UNKNOWN_NETWORK;
  if (isIP(address) === 4) return address;
  const [head = [], tail = []] = address.split('::').map((groups) => groups.split(':').filter(Boolean));
  const zeros = Array<string>(GROUPS - head.length - tail.length).fill('0');
  const bits = policy.signInThrottling.ipv6NetworkBits;
  const groups = [...head, ...zeros, ...tail].slice(0, bits / BITS_OF_GROUP + 1).map((group, index) => {
    const kept = Math.min(Math.max(bits - index * BITS_OF_GROUP, 0), BITS_OF_GROUP);
    return (Number.parseInt(group, 16) & (0xffff << (BITS_OF_GROUP - kept))).toString(16);
  });
  return `${normaliseAddress(`${groups.join(':')}::`)}/${bits}`;
}

const NETWORK = /^(.+)\/\d{1,3}$/;

/** The network that somebody names, by itself or by any address in it, in any spelling; null when that is none. */
export function networkNamed(text: string): string | null {
  if (text === UNKNOWN_NETWORK) return text;
  const address = normaliseAddress(NETWORK.exec(text)?.[1] ?? text);
  return address === null ? null : networkOf(address);
}

function bytesOf(group: string): [number, number] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
