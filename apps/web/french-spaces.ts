import type { Plugin } from 'vite';
import { withFrenchSpaces } from '../../libs/platform/src/typography.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
}

/** Every text in our sources has French spaces, however it was typed: none of those around « : ; ? ! » ends a line. */
export const frenchSpaces = (sources: string): Plugin => ({
  name: 'greffe-french-spaces',
  enforce: 'post',
  transform(code, file) {
    if (!file.startsWith(sources)) return null;
    let spaced = code;
    for (const { start, end } of textsIn(this.parse(code))) {
      spaced = spaced.slice(0, start) + withFrenchSpaces(spaced.slice(start, end)) + spaced.slice(end);
    }
    // A space for a space: everything stays in its place.
    return { code: spaced, map: null };
  },
});

function* textsIn(part: unknown): Generator<Node> {
  if (typeof part !== 'object' || part === null) return;
  if (isText(part)) yield part;
  else for (const inner of Object.values(part)) yield* textsIn(inner);
}

const isText = (part: object): part is Node =>
  'type' in part &&
  (part.type === 'TemplateElement' ||
    (part.type === 'Literal' && 'value' in part && typeof part.value === 'string'));
