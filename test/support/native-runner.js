import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import './typescript.js';

const require = createRequire(import.meta.url);
process.setSourceMapsEnabled(true);
// Nothing is left to do then. A process that merely ends frees its heap piece by piece first, which takes longer than jest waits for a worker.
process.once('beforeExit', () => process.exit());

/**
 * jest's own way to run a suite, except that Node imports it, and everything it needs, once for all suites of a worker. jest itself would load
 * our packages and those they need anew for each suite, which takes longer than most suites do.
 */
export default function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  // What defines `describe`, `it` and `expect` knows of one suite: it is loaded anew for each.
  delete globalThis[Symbol.for('EVENT_HANDLERS')];
  runtime.requireInternalModule = (path) => {
    delete require.cache[path];
    return require(path);
  };
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (path) => import(pathToFileURL(path).href);
  // Node knows the source maps of what it has loaded; jest, which formats stacks otherwise, does not.
  delete Error.prepareStackTrace;
  return circus.default(globalConfig, config, environment, runtime, testPath, sendMessageToJest);
}
