/** Longer lines are no records of any log. */
const MOST_CHARACTERS = 1_048_576;

/** The lines of a text that comes in pieces; of one that is too long, no more than its beginning is kept. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = chunk.split('\n');
    lines[0] = rest + lines[0];
    rest = lines.pop()!.slice(0, MOST_CHARACTERS);
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  if (rest !== '') yield rest;
}
