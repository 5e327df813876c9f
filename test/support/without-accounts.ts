import { Correspondents } from '#conventions';
import { LinkAttempts } from '#platform';

class EverybodySigns extends Correspondents {
  override async haveBeenAt() {
    return false;
  }
  override async mustMaySign() {}
  override async mustNotBeOfOfficer() {}
}

class Uncounted extends LinkAttempts {
  override make: LinkAttempts['make'] = (_purpose, _token, _request, look) => look();
}

/** In place of what the accounts context implements for earlier ones, for tests that go without it. */
export const withoutAccounts = [
  { provide: Correspondents, useClass: EverybodySigns },
  { provide: LinkAttempts, useClass: Uncounted },
];
