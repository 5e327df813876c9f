import { availableParallelism } from 'node:os';

/** Tests run the TypeScript sources themselves, which Node imports by test/support/typescript-hooks.js. */
export default {
  // A third of what suites take is waiting: for a process to start, to end, or to come back.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testEnvironment: '<rootDir>/test/support/worker-environment.js',
  testRunner: '<rootDir>/test/support/native-runner.js',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  testSequencer: '<rootDir>/test/support/sequencer.js',
  testTimeout: 60_000,
  testMatch: ['**/*.spec.ts'],
  transform: {},
};
