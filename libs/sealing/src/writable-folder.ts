import { accessSync, constants, statSync } from 'node:fs';

/** @throws the system's error when nothing can be written there, an Error when it is no folder */
export function expectWritable(folder: string): void {
  if (!statSync(folder).isDirectory()) throw new Error('ENOTDIR');
  accessSync(folder, constants.W_OK);
}
