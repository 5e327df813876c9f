import { isIP } from 'node:net';

const IPV4_IN_IPV6 = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * One spelling for one address: `::ffff:10.0.0.1` is `10.0.0.1`, IPv6 is written as RFC 5952 says, without zone.
 * What is no address is none: a missing address is never a group of its own.
 */
export function normaliseAddress(raw: string | null | undefined): string | null {
  const address = raw?.trim().split('%', 1)[0] ?? '';
  if (isIP(address) === 4) return address;
  if (isIP(address) !== 6) return null;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = IPV4_IN_IPV6.exec(canonical);
  return mapped ? [...bytesOf(mapped[1]!), ...bytesOf(mapped[2]!)].join('.') : canonical;
}

const GROUPS = 8;

/** Where a visitor may choose addresses from: an IPv6 subscriber is given 64 bits of them at least. `address` is normalised. */
export function networkOf(address: string): string {
  if (isIP(address) === 4) return address;
  const [head = [], tail = []] = address.split('::').map((groups) => groups.split(':').filter(Boolean));
  const zeros = Array<string>(GROUPS - head.length - tail.length).fill('0');
  return `${[...head, ...zeros, ...tail].slice(0, GROUPS / 2).join(':')}::/64`;
}

function bytesOf(group: string): [number, number] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
