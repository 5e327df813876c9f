import { MARGIN, type Sheet, type TextStyle } from './sheet.ts';

export interface Block {
  readonly title: string;
  readonly lines: readonly string[];
}

const GAP = 24;

/** Texts side by side, each under its title. */
export function drawBlocks(sheet: Sheet, blocks: readonly Block[], style: TextStyle): void {
  const width = widthOf(sheet, blocks);
  const heights = blocks.map(({ title, lines }) =>
    [title, ...lines].reduce((sum, line) => sum + sheet.heightOf(line, width, style), 0),
  );
  const height = Math.max(...heights);
  sheet.keep(height);
  const top = sheet.y;
  blocks.forEach((block, index) => {
    drawBlock(sheet, block, { x: leftOf(index, width), y: top, width, leading: 0 }, style);
  });
  sheet.y = top + height + (style.after ?? 8);
}

/** Framed places to sign in, side by side, never parted by the end of a page. */
export function drawSignatures(sheet: Sheet, blocks: readonly Block[], height: number): void {
  sheet.keep(height);
  const width = widthOf(sheet, blocks);
  const top = sheet.y;
  blocks.forEach((block, index) => {
    const x = leftOf(index, width);
    sheet.artifact(() => sheet.frame(x, top, width, height, 0.75));
    drawBlock(sheet, block, { x: x + 10, y: top + 8, width: width - 20, leading: 3 }, {});
  });
  sheet.y = top + height + 8;
}

const widthOf = (sheet: Sheet, blocks: readonly Block[]): number =>
  (sheet.width - GAP * (blocks.length - 1)) / blocks.length;

const leftOf = (index: number, width: number): number => MARGIN.left + index * (width + GAP);

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Between two lines. */
  readonly leading: number;
}

function drawBlock(sheet: Sheet, { title, lines }: Block, place: Place, style: TextStyle): void {
  const { x, width, leading } = place;
  let { y } = place;
  for (const [at, line] of [title, ...lines].entries()) {
    const of: TextStyle = at === 0 ? { ...style, weight: 'bold' } : style;
    sheet.tagged('P', () => sheet.write(line, x, y, width, of));
    y += sheet.heightOf(line, width, of) + leading;
  }
}
