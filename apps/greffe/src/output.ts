type Value = string | number | boolean | null;

/** Rows as a table for people, or as JSON for programs. */
export function print(
  rows: readonly Readonly<Record<string, Value>>[],
  { json = false }: { json?: boolean },
): void {
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : table(rows));
}

function table(rows: readonly Readonly<Record<string, Value>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
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
