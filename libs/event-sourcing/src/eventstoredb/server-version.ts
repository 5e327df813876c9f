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

/** @throws ServerTooOld, also when the version is `unknown`: a server that cannot tell it is older still */
export function expectRecent(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (!(major > LEAST_MAJOR || (major === LEAST_MAJOR && minor >= LEAST_MINOR)))
    throw new ServerTooOld(version);
}
