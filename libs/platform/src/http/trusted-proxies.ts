import { isIP } from 'node:net';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import type { NextFunction, Request, Response } from 'express';
import { withoutPort } from './without-port.ts';

/** How many proxies stand before the portal, or their addresses; as Express takes it for `trust proxy`. */
export type TrustedProxies = number | readonly string[];

const HOPS = /^\d{1,2}$/;
/** What Express has names for. */
const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Reads a value that `IsTrustedProxies` lets pass: `1`, or `10.0.0.0/8, loopback`. */
export const trustedProxies = (value: string): TrustedProxies =>
  HOPS.test(value) ? Number(value) : partsOf(value);

/** The value is a number of proxies, or a list of addresses and networks. */
export const IsTrustedProxies = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isTrustedProxies',
      validator: {
        validate: (value) =>
          typeof value === 'string' && (HOPS.test(value) || partsOf(value).every(isNetwork)),
      },
    },
    options,
  );

const partsOf = (value: string): string[] => value.split(',').map((part) => part.trim());

function isNetwork(part: string): boolean {
  if (NAMES.has(part)) return true;
  const [address = '', prefix, ...rest] = part.split('/');
  const version = isIP(address);
  if (!version || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}

/** Some proxies forward ports with addresses. Without them each address is recognised, the client's and the proxies' own. */
export function forwardedWithoutPorts(request: Request, _response: Response, next: NextFunction): void {
  const forwarded = request.get('X-Forwarded-For');
  if (forwarded !== undefined) {
    request.headers['x-forwarded-for'] = forwarded.split(',').map(withoutPort).join(', ');
  }
  next();
}
