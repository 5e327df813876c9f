const PROGRESS_EVERY = 10_000;

type Value = string | number | boolean | null | readonly string[] | readonly number[];

/** Of a command that prints rows. */
export interface JsonOption {
  readonly json?: boolean;
}

/** Rows as a table for people, or as JSON for programs. */
export function print(rows: readonly Readonly<Record<string, Value>>[], { json = false }: JsonOption): void {
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : table(rows));
}

function table(rows: readonly Readonly<Record<string, Value>>[]): string {
  if (rows.length === 0) return '(aucune ligne)\n';
  const columns = Object.keys(rows[0]!);
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '—')))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, index) => cell.padEnd(widths[index]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Hears how many events are done; `say` hears it each time another 10 000 are, however many are done at once. */
export function progress(say: (line: string) => void): (events: number) => void {
  let next = PROGRESS_EVERY;
  return (events) => {
    if (events < next) return;
    say(`${events} événements…`);
    next = (Math.floor(events / PROGRESS_EVERY) + 1) * PROGRESS_EVERY;
  };
}
