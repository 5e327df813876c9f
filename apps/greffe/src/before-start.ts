import { ConfigurationError, expectFreePorts, loadSettings } from '#platform';

/** Before `npm start` builds: where another register runs here already, the build would take away files that it has yet to load. */
try {
  await expectFreePorts(loadSettings(process.env));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`greffe: ${error.message}\n`);
  process.exitCode = 2;
}
