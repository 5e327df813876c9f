import { expectRecent, ServerTooOld } from './server-version.ts';

describe('the version of a server', () => {
  it.each(['23.10.0', '24.2.0', '25.0.1.0'])('%s is recent enough', (version) => {
    expect(() => expectRecent(version)).not.toThrow();
  });

  it.each(['unknown', '22.10.5', '23.6.0'])('%s is too old', (version) => {
    expect(() => expectRecent(version)).toThrow(ServerTooOld);
  });
});
