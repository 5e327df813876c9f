import type { Weight } from './fonts.ts';
import { MARGIN, type Sheet, type TextStyle } from './sheet.ts';

export interface Column {
  readonly header: string;
  /** Share of the width. */
  readonly share: number;
  readonly align?: 'left' | 'center';
  readonly weight?: Weight;
  /** Of the letters in the rows, not in the head. */
  readonly size?: number;
}

type Cells = readonly string[];

const HEAD = '#eef1f4';
const HEAD_SIZE = 9;
const CELL = { x: 6, y: 5 };

/** A table whose head comes again on every page, and whose rows are never parted by the end of one. */
export class Table {
  readonly #widths: readonly number[];
  readonly #head: Cells;

  constructor(
    private readonly sheet: Sheet,
    private readonly columns: readonly Column[],
  ) {
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    this.#widths = columns.map(({ share }) => (share / shares) * sheet.width);
    this.#head = columns.map(({ header }) => header);
  }

  draw(rows: readonly Cells[]): void {
    const table = this.sheet.open('Table');
    this.sheet.keep(this.heightOf(this.#head, true) + this.heightOf(rows[0] ?? [], false));
    this.drawRow(this.#head, true, table);
    for (const row of rows) {
      // The head of a further page is for the eyes: a screen reader has heard it.
      if (!this.sheet.fits(this.heightOf(row, false))) {
        this.sheet.newPage();
        this.drawRow(this.#head, true, null);
      }
      this.drawRow(row, false, table);
    }
    table.end();
  }

  private drawRow(cells: Cells, isHead: boolean, table: PDFKit.PDFStructureElement | null): void {
    const { sheet } = this;
    const height = this.heightOf(cells, isHead);
    const top = sheet.y;
    sheet.artifact(() => this.drawGrid(top, height, isHead));
    const row = table && sheet.open('TR', table);
    let x = MARGIN.left;
    for (const [index, cell] of cells.entries()) {
      const width = this.innerWidth(index);
      const style = this.styleOf(index, isHead);
      const left = x + CELL.x;
      const y = top + (height - sheet.heightOf(cell, width, style)) / 2;
      const write = () => sheet.write(cell, left, y, width, style);
      if (row) sheet.tagged(isHead ? 'TH' : 'TD', write, row);
      else sheet.artifact(write);
      x += this.#widths[index]!;
    }
    row?.end();
    sheet.y = top + height;
  }

  private drawGrid(top: number, height: number, isHead: boolean): void {
    if (isHead) this.sheet.fill(MARGIN.left, top, this.sheet.width, height, HEAD);
    let x = MARGIN.left;
    for (const width of this.#widths) {
      this.sheet.frame(x, top, width, height, 0.5);
      x += width;
    }
  }

  private heightOf(cells: Cells, isHead: boolean): number {
    const heights = cells.map((cell, index) =>
      this.sheet.heightOf(cell, this.innerWidth(index), this.styleOf(index, isHead)),
    );
    return Math.max(...heights) + 2 * CELL.y;
  }

  private innerWidth(index: number): number {
    return this.#widths[index]! - 2 * CELL.x;
  }

  private styleOf(index: number, isHead: boolean): TextStyle {
    const { align, weight, size } = this.columns[index]!;
    return isHead ? { align, weight: 'bold', size: HEAD_SIZE } : { align, weight, size };
  }
}
