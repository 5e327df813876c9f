import { ConfigurationError, expectFreePorts, loadConfig } from '#platform';

/** Before `npm start` builds: under another one that runs, what it has yet to load would be gone. */
try {
  await expectFreePorts(loadConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`greffe: ${error.message}\n`);
  process.exitCode = 2;
}
