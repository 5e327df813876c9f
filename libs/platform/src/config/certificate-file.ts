import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemFault } from '../system-fault.ts';
import { checked } from './checked.ts';

/** The certificates in the file. @throws Error whose message names no content */
export function certificatesIn(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`cannot be read (${systemFault(error)})`);
  }
  try {
    new X509Certificate(text);
  } catch {
    throw new Error('holds no certificate in PEM');
  }
  return text;
}

function certificatesProblem(path: string): string | null {
  try {
    certificatesIn(path);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

export const IsCertificateFile = checked('isCertificateFile', certificatesProblem);
