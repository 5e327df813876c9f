/** Asks the program of this container whether it is `live` or `ready`, and exits 0 when it says so. */
const url = `http://127.0.0.1:${process.env.PORT || 3000}/api/health/${process.argv[2]}`;
const ok = await fetch(url, { signal: AbortSignal.timeout(4000) }).then(
  (answer) => answer.ok,
  () => false,
);
process.exit(ok ? 0 : 1);
