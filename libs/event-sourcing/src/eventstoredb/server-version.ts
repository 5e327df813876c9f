/** The first that tells subscribers when they have caught up. */
const [LEAST_MAJOR, LEAST_MINOR] = [23, 10];

/** The server cannot serve this program. One line for the operator. */
export class ServerTooOld extends Error {
  override readonly name = 'ServerTooOld';

  constructor(version: string) {
    super(
      `EventStoreDB ${version} does not tell readers when they have caught up: ${LEAST_MAJOR}.${LEAST_MINOR} or later is needed`,
    );
  }
}

/** What an operator should know of this version, in one line; null when nothing is known against it. */
export function warningOf(version: string): string | null {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const isFaulty = (major === 24 && minor === 10 && patch < 5) || (major === 25 && minor === 0 && patch < 1);
  if (!isFaulty) return null;
  return `EventStoreDB ${version} names places in the log that no event has: Greffe does not believe them, but move to 24.10.5 or later, or to 25.0.1 or later`;
}

/** @throws ServerTooOld, also when the version is `unknown`: a server that cannot tell it is older still */
export function expectRecent(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (!(major > LEAST_MAJOR || (major === LEAST_MAJOR && minor >= LEAST_MINOR)))
    throw new ServerTooOld(version);
}
