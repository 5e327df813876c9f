import { loadConfig } from '#platform';

/** The variables that the configuration asks the environment for. */
export function knownVariables(): string[] {
  const asked = new Set<string>();
  const spy = new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
        return undefined;
      },
    },
  );
  try {
    loadConfig(spy, { embedded: false });
  } catch {
    // An environment that holds nothing is refused; what it was asked for is all that matters here.
  }
  return [...asked];
}
