/** What is under way when the end is asked for has this long to finish. */
const LONGEST_DRAIN_MS = 25_000;

/**
 * Resolves at the first SIGINT or SIGTERM, with its name. From then on a second one, or 25 s, calls `onForced` and
 * ends the process at once with exit code 1.
 */
export function endOnSignal(onForced: () => void): Promise<NodeJS.Signals> {
  const force = () => {
    onForced();
    process.exit(1);
  };
  return new Promise((resolve) => {
    let asked = false;
    const heard = (signal: NodeJS.Signals) => {
      if (asked) force();
      asked = true;
      setTimeout(force, LONGEST_DRAIN_MS).unref();
      resolve(signal);
    };
    process.on('SIGINT', heard);
    process.on('SIGTERM', heard);
  });
}
