import asyncHooks, { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import './typescript.js';

const require = createRequire(import.meta.url);
process.setSourceMapsEnabled(true);
// Nothing is left to do then. A process that merely ends frees its heap piece by piece first, which takes longer than jest waits for a worker.
process.once('beforeExit', () => process.exit());

/** What a suite's own circus follows its tests through promises with. Left on, each would slow every promise of the suites that come after. */
const storages = new Set();
class StorageOfSuite extends AsyncLocalStorage {
  constructor() {
    super();
    storages.add(this);
  }
}
/** A value on Node 20, and a getter from Node 22 on. */
const storageOfNode = Object.getOwnPropertyDescriptor(asyncHooks, 'AsyncLocalStorage');

/**
 * jest's own way to run a suite, except that Node imports it, and everything it needs, once for all suites of a worker. jest itself would load
 * our packages and those they need anew for each suite, which takes longer than most suites do.
 */
export default async function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  // What defines `describe`, `it` and `expect` knows of one suite: it is loaded anew for each.
  delete globalThis[Symbol.for('EVENT_HANDLERS')];
  runtime.requireInternalModule = (path) => {
    delete require.cache[path];
    Object.defineProperty(asyncHooks, 'AsyncLocalStorage', { value: StorageOfSuite, configurable: true });
    try {
      return require(path);
    } finally {
      Object.defineProperty(asyncHooks, 'AsyncLocalStorage', storageOfNode);
    }
  };
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (path) => import(pathToFileURL(path).href);
  // Node knows the source maps of what it has loaded; jest, which formats stacks otherwise, does not.
  delete Error.prepareStackTrace;
  try {
    return await circus.default(globalConfig, config, environment, runtime, testPath, sendMessageToJest);
  } finally {
    for (const storage of storages) storage.disable();
    storages.clear();
  }
}
