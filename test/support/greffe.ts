import { runCommandLine } from '../../apps/greffe/src/command-line.ts';

/** What a call of `greffe …` comes to. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Calls `greffe …` in this process, with its environment. */
export async function greffe(...args: string[]): Promise<Outcome> {
  const [out, err] = [keep(process.stdout), keep(process.stderr)];
  try {
    const code = await runCommandLine(args);
    return { code, out: out.text, err: err.text };
  } finally {
    out.release();
    err.release();
  }
}

/** Keeps what is written there, instead of showing it, until `release`. */
function keep(stream: NodeJS.WriteStream) {
  const { write } = stream;
  const kept = {
    text: '',
    release: () => {
      stream.write = write;
    },
  };
  stream.write = (text) => {
    kept.text += text;
    return true;
  };
  return kept;
}
