// @ts-check
// What a thread of the pool runs. It is JavaScript so that it starts alike from the sources, under jest and from dist:
// a thread that jest starts has none of jest's transformations.
import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** @typedef {import('./documents.ts').Composition} Composition */
/** @typedef {import('./documents.ts').Composed} Composed */

/** Results that this many further documents have not used leave Typst’s cache. */
const CACHED_FOR = 1;

/** @type {NodeCompiler | undefined} */
let compiler;

/**
 * @param {Composition} composition
 * @returns {Composed}
 */
export default function compose({ workspace, fonts, template, inputs, until }) {
  if (Date.now() > until) return { failure: 'nobody waits for it any more' };
  compiler ??= NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: fonts.map((file) => readFileSync(file)) }],
  });
  try {
    // In one step: a compiled document that is handed to JavaScript keeps its memory (tens of megabytes for a long one) until
    // a garbage collection that sees no reason to come.
    return { pdf: compiler.pdf({ mainFilePath: template, inputs }, { pdfStandard: 'a-3a' }) };
  } catch (error) {
    return { failure: explained(error) };
  } finally {
    compiler.evictCache(CACHED_FOR);
  }
}

/**
 * What Typst says of the first fault, up to where it quotes something: that may be a text of the document.
 * @param {unknown} error
 */
function explained(error) {
  // The compiler puts what it says there: a sentence, or a list of diagnostics.
  const said = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const [, message = said] = /message: "((?:[^"\\]|\\.)*)"/s.exec(said) ?? [];
  return message.split(/["`\\]/, 1)[0] ?? '';
}
