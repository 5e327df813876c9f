import type { Config } from '../config/config.ts';
import { Antivirus, type Finding } from './antivirus.ts';
import { Clamd } from './clamd.ts';

class NoAntivirus extends Antivirus {
  override async inspect(): Promise<Finding> {
    return 'unchecked';
  }
}

export const antivirusOf = ({ clamdUrl }: Config): Antivirus =>
  clamdUrl === undefined ? new NoAntivirus() : new Clamd(clamdUrl);
