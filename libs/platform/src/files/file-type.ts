import { policy } from '../policy.ts';
import { conflict } from '../refusal.ts';
import { formatCount } from '../typography.ts';

/** What a file is, by what is in it. Its name says nothing. */
export const fileTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type FileType = (typeof fileTypes)[number];

const EXTENSIONS: Readonly<Record<FileType, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
};

/** A file that something was sent with: its bytes lie beside the log, which has their SHA-256. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly type: FileType;
  /** In bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** @throws Refusal too-many-files */
export function mustBeFewFiles(files: readonly AttachedFile[]): void {
  const { most } = policy.attachedFiles;
  if (files.length > most)
    throw conflict('too-many-files', `Joignez au plus ${formatCount(most, 'fichier')}.`);
}

/** Null when it is none of these, or only begins like one. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  if (isPdf(bytes)) return 'application/pdf';
  if (isPng(bytes)) return 'image/png';
  return isJpeg(bytes) ? 'image/jpeg' : null;
}

/** The name as the file is given back under: with the ending of what it is, so that no system takes it for a program. */
export function nameOf(name: string, type: FileType): string {
  const endings = EXTENSIONS[type];
  return endings.some((ending) => name.toLowerCase().endsWith(ending)) ? name : `${name}${endings[0]}`;
}

/** The end of a PDF may have some lines after it. */
const PDF_TAIL = 1024;

function isPdf(bytes: Uint8Array): boolean {
  return (
    /^%PDF-\d\.\d/.test(latin1(bytes.subarray(0, 8))) && latin1(bytes.subarray(-PDF_TAIL)).includes('%%EOF')
  );
}

const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
const PNG_END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** Its signature and first chunk, which is of 13 bytes, and its last. */
const isPng = (bytes: Uint8Array): boolean =>
  startsWith(bytes, PNG_HEAD) && startsWith(bytes.subarray(-PNG_END.length), PNG_END);

const JPEG_HEAD = [0xff, 0xd8, 0xff];
/** Markers after which an image begins, or which say something of it. */
const FIRST_MARKERS = (marker: number): boolean =>
  marker === 0xdb ||
  marker === 0xc4 ||
  marker === 0xfe ||
  (marker >= 0xe0 && marker <= 0xef) ||
  isFrame(marker);
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Segments one after the other up to a frame, which says how large the image is. */
function isJpeg(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, JPEG_HEAD) || !FIRST_MARKERS(bytes[3] ?? 0)) return false;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1]!;
    if (isFrame(marker)) return true;
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!;
    if (length < 2) return false;
    at += 2 + length;
  }
  return false;
}

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean =>
  bytes.length >= head.length && head.every((byte, index) => bytes[index] === byte);

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
