import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { acceptedSecrets, Config, cookieOptions, DAY_MS, policy, sameText } from '#platform';
import { normaliseCode } from '../domain/user-code.ts';
import { keyedHash } from '../sign-in/keyed-hash.ts';
import type { Visitor } from '../sign-in/trial.ts';

import { originOf } from './origin-of.ts';

const PREFIX = 'greffe_browser_';
/** Of one browser that are looked at. */
const MOST_CODES = 20;
const ID_BYTES = 12;
const COOKIE = /^([\w-]{16})\.([0-9a-f]{32})$/;

/**
 * Knows a browser again that has signed in with a code (OWASP, Device Cookies): what others fail at with that code does not make
 * it wait (R18). It opens nothing: whoever steals the cookie has the attempts of one more network. One cookie for each code, for
 * a browser may be shared; it is bound to the code by its signed name, which is a keyed hash of it.
 */
@Injectable()
export class KnownBrowsers {
  private readonly options: CookieOptions;

  constructor(private readonly config: Config) {
    const maxAge = policy.knownBrowserDays * DAY_MS;
    this.options = cookieOptions(config, '/api', maxAge);
  }

  /** Where a request for a code comes from; `typed` may be anything. */
  visitorOf(request: Request, typed: string): Visitor {
    return { ...originOf(request), knownBrowser: this.idOf(request, normaliseCode(typed)) };
  }

  /** This browser has signed in with the code. */
  remember(response: Response, userCode: string, { knownBrowser }: Visitor): void {
    const id = knownBrowser ?? randomBytes(ID_BYTES).toString('base64url');
    const { secret } = this.config;
    const name = nameFor(secret, userCode);
    response.cookie(name, `${id}.${signature(secret, name, id)}`, this.options);
  }

  /** Whether the browser has signed in before, with whatever code. */
  isKnown({ cookies = {} }: Request): boolean {
    const names = Object.keys(cookies).filter((name) => name.startsWith(PREFIX));
    return names.slice(0, MOST_CODES).some((name) => this.idIn(name, cookies[name]) !== null);
  }

  private idOf({ cookies = {} }: Request, code: string): string | null {
    const names = acceptedSecrets(this.config).map((secret) => nameFor(secret, code));
    for (const name of names) {
      const id = this.idIn(name, cookies[name]);
      if (id !== null) return id;
    }
    return null;
  }

  private idIn(name: string, value: unknown): string | null {
    const [, id, signed] = (typeof value === 'string' && COOKIE.exec(value)) || [];
    if (!id || !signed) return null;
    const isOurs = acceptedSecrets(this.config).some((secret) =>
      sameText(signed, signature(secret, name, id)),
    );
    return isOurs ? id : null;
  }
}

const nameFor = (secret: string, code: string): string =>
  PREFIX + keyedHash(secret, 'browser-cookie', code).slice(0, 16);

const signature = (secret: string, name: string, id: string): string =>
  keyedHash(secret, 'browser', `${name} ${id}`);

/** Where a request comes from that no browser is known for: whoever holds a link has not signed in yet. */
export const strangerOf = (request: Request): Visitor => ({ ...originOf(request), knownBrowser: null });
