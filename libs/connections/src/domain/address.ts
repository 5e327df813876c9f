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

function bytesOf(group: string): [number, number] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
