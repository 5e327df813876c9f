import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Countries } from './countries.ts';

const countries = new Countries('test/maxmind/GeoLite2-Country-Test.mmdb');

it.each([
  ['89.160.20.112', 'SE'],
  ['2001:218::1', 'JP'],
  ['10.0.0.1', null],
  ['fd00::1', null],
  [null, null],
])('knows from which country %s is: %s', (address, country) => expect(countries.of(address)).toBe(country));

it('knows none without a database', () => expect(new Countries(undefined).of('89.160.20.112')).toBeNull());

it('knows none for an IPv6 address when the database is of IPv4 alone', () => {
  const database = readFileSync('test/maxmind/GeoLite2-Country-Test.mmdb');
  // Behind the name of the field come its type with its length, and its value.
  database[database.lastIndexOf('ip_version') + 'ip_version'.length + 1] = 4;
  const file = join(mkdtempSync(join(tmpdir(), 'greffe-countries-')), 'ipv4.mmdb');
  writeFileSync(file, database);
  expect(new Countries(file).of('2001:218::1')).toBeNull();
});

it('says which file it cannot use', () => {
  const broken = join(mkdtempSync(join(tmpdir(), 'greffe-countries-')), 'broken.mmdb');
  writeFileSync(broken, 'no database');
  for (const file of [broken, '/nowhere.mmdb']) {
    expect(() => new Countries(file)).toThrow(`GREFFE_COUNTRY_DATABASE: ${file} cannot be used`);
  }
});
