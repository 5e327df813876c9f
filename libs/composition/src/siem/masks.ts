import { createHmac } from 'node:crypto';
import type { Config, OcsfRecord, SiemMask } from '#platform';

/** Changes what a record says of people. */
export type Masking = (record: OcsfRecord) => OcsfRecord;

interface Origin {
  readonly user?: { readonly name?: string };
  readonly src_endpoint?: { readonly ip?: string; readonly name?: string };
  readonly http_request?: object;
}

const PSEUDONYM_LENGTH = 32;

/**
 * Takes `masks` out of records. A code or an address gives way to a keyed hash, so that those of one person can still be told
 * from those of others; a case then has no sentence, which would name them, but the title of its rule.
 */
export function maskingOf(masks: readonly SiemMask[], { nameSecret }: Pick<Config, 'nameSecret'>): Masking {
  if (masks.length === 0) return (record) => record;
  const has = new Set(masks);
  const pseudonym = (value: string) => ({
    uid: createHmac('sha256', nameSecret)
      .update(`siem\u001f${value}`)
      .digest('hex')
      .slice(0, PSEUDONYM_LENGTH),
  });
  const ofOrigin = <T extends Origin>(origin: T): T => {
    const { user, src_endpoint, http_request } = origin;
    const address = src_endpoint?.ip ?? src_endpoint?.name;
    return {
      ...origin,
      ...(has.has('user.name') && user?.name && { user: pseudonym(user.name) }),
      ...(has.has('src_endpoint.ip') && address && { src_endpoint: pseudonym(address) }),
      ...(has.has('http_request.user_agent') && http_request && { http_request: undefined }),
    };
  };
  const namesPeople = has.has('user.name') || has.has('src_endpoint.ip');
  return (record) => {
    const { evidences, finding_info } = record as OcsfRecord & Findings;
    return {
      ...ofOrigin(record as OcsfRecord & Origin),
      ...(evidences && { evidences: evidences.map(ofOrigin) }),
      ...(finding_info && namesPeople && { message: finding_info.title }),
    };
  };
}

interface Findings {
  readonly evidences?: readonly Origin[];
  readonly finding_info?: { readonly title: string };
}
