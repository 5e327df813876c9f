// @ts-check
// What a thread of the pool runs. It is JavaScript so that it starts alike from the sources, under jest and from dist:
// a thread that jest starts has none of jest's transformations.
import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** @typedef {import('./documents.ts').Composition} Composition */
/** @typedef {import('./documents.ts').Composed} Composed */

/** Results that this many further documents have not used leave Typst's cache. */
const CACHED_FOR = 2;

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
    const compiled = compiler.compile({ mainFilePath: template, inputs });
    if (!compiled.result) return { failure: explained(compiled.takeError()?.shortDiagnostics) };
    return { pdf: compiler.pdf(compiled.result, { pdfStandard: 'a-3a' }) };
  } catch (error) {
    return { failure: explained(error) };
  } finally {
    compiler.evictCache(CACHED_FOR);
  }
}

/**
 * What Typst says, without the texts of the document that it quotes.
 * @param {unknown} problem
 */
function explained(problem) {
  const said = problem instanceof Error ? problem.message : JSON.stringify(problem);
  return said.replace(/`[^`]*`/g, '`…`').slice(0, 500);
}
