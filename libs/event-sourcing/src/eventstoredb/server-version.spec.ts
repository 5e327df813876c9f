import { expectRecent, ServerTooOld, warningOf } from './server-version.ts';

describe('the version of a server', () => {
  it.each(['23.10.0', '24.2.0', '25.0.1.0'])('%s is recent enough', (version) => {
    expect(() => expectRecent(version)).not.toThrow();
  });

  it.each(['unknown', '22.10.5', '23.6.0'])('%s is too old', (version) => {
    expect(() => expectRecent(version)).toThrow(ServerTooOld);
  });

  it.each(['24.10.0', '24.10.4', '25.0.0'])('%s is warned of', (version) => {
    expect(warningOf(version)).toContain(`EventStoreDB ${version} names places in the log that no event has`);
  });

  it.each(['23.10.7', '24.2.0', '24.10.5', '24.10.14', '25.0.1', '26.0.0'])('%s is not', (version) => {
    expect(warningOf(version)).toBeNull();
  });
});
