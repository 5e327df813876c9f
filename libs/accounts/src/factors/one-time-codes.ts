import { Secret, TOTP } from 'otpauth';
import qrcode from 'qrcode-generator';
import type { Instant } from '#platform';

/** RFC 6238 as every application knows it. */
const FORM = { issuer: 'Greffe', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps before and after, for clocks that differ. */
const WINDOW = 1;
const SEED_BYTES = 20;
const QUIET_ZONE = 4;

export const newSeed = (): Uint8Array => new Uint8Array(new Secret({ size: SEED_BYTES }).buffer);

/** The step of a right code, by which it is known again; null when it is wrong. */
export function stepOf(seed: Uint8Array, code: string, now: Instant): number | null {
  const timestamp = Date.parse(now);
  const delta = totpOf(seed).validate({ token: code.replace(/\s/g, ''), timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / FORM.period) + delta;
}

/** The code of a moment, as an application shows it. */
export const codeAt = (seed: Uint8Array, now: Instant): string =>
  totpOf(seed).generate({ timestamp: Date.parse(now) });

/** What an application reads: by its camera, by a link, or typed. */
export function enrolmentOf(seed: Uint8Array, userCode: string) {
  const totp = totpOf(seed, userCode);
  const uri = totp.toString();
  return { secret: totp.secret.base32, uri, qr: drawn(uri) };
}

const totpOf = (seed: Uint8Array, label = '') =>
  new TOTP({ ...FORM, label, secret: new Secret({ buffer: new Uint8Array(seed).buffer }) });

/** The picture as the path of an SVG, so that no page needs an image or a script of others. */
function drawn(text: string): { size: number; path: string } {
  const qr = qrcode(0, 'M');
  qr.addData(text);
  qr.make();
  const modules = qr.getModuleCount();
  const dark = Array.from(
    { length: modules * modules },
    (_, at) => [Math.floor(at / modules), at % modules] as const,
  );
  const path = dark
    .filter(([row, column]) => qr.isDark(row, column))
    .map(([row, column]) => `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`)
    .join('');
  return { size: modules + 2 * QUIET_ZONE, path };
}
