import type { Config } from '../config/config.ts';
import { antivirusOf } from './antivirus-of.ts';
import { Clamd } from './clamd.ts';

it('is clamd where the configuration names one, and nobody where it does not', async () => {
  expect(antivirusOf({ clamdUrl: 'tcp://[::1]' } as Config)).toBeInstanceOf(Clamd);
  expect(await antivirusOf({} as Config).inspect(new Uint8Array())).toBe('unchecked');
});
