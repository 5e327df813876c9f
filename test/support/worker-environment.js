import { ModuleMocker } from 'jest-mock';

/**
 * The globals of the worker itself, which its suites share one after the other, as they share the modules that Node has loaded.
 * What a suite leaves in `process.env`, as a mock, or as the console ends with it; other state of a process is its own to restore.
 */
export default class WorkerEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  #console = globalThis.console;
  #exit = process.exit;
  #variables = { ...process.env };

  async setup() {
    globalThis.jest = this.moduleMocker;
  }

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    globalThis.console = this.#console;
    process.exit = this.#exit;
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
  }

  exportConditions() {
    return ['node'];
  }

  /** None: nothing of ours is evaluated in a context of its own. */
  getVmContext() {
    return null;
  }
}
