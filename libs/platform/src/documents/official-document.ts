import { type Block, drawBlocks, drawSignatures } from './blocks.ts';
import { MARGIN, QUIET, Sheet, type SheetOptions, type TextStyle } from './sheet.ts';
import { type Column, Table } from './table.ts';

/** Room for a heading and two lines under it: none stands alone at the end of a page. */
const HEADING_AND_NEXT = 64;

export interface DocumentOptions extends SheetOptions {
  /** At the left of every page's foot; the number of the page is at the right. */
  readonly foot: string;
  /** Across every page, of what must not be taken for the final paper. */
  readonly mark?: string;
}

/**
 * An A4 document as an administration sends it: text, tables whose head comes again on every page, side-by-side
 * blocks, « Page 1 sur 2 ». Tagged for screen readers, with its language and title. Everything goes down the page;
 * what does not fit goes to the next.
 *
 *     const document = await OfficialDocument.open({ … });
 *     document.heading('Annexe', 1).table(columns, rows);
 *     return document.finish();
 */
export class OfficialDocument {
  readonly #sheet: Sheet;

  private constructor(
    private readonly options: DocumentOptions,
    sheet: Sheet,
  ) {
    this.#sheet = sheet;
  }

  static async open(options: DocumentOptions): Promise<OfficialDocument> {
    return new OfficialDocument(options, await Sheet.open(options));
  }

  heading(text: string, level: 1 | 2 | 3, style: TextStyle = {}): this {
    this.#sheet.keep(HEADING_AND_NEXT);
    const size = [0, 16.5, 12.5, 11][level];
    return this.line(`H${level}`, text, { size, weight: 'bold', after: 4, ...style });
  }

  paragraph(text: string, style: TextStyle = {}): this {
    return this.line('P', text, style);
  }

  space(points: number): this {
    this.#sheet.y += points;
    return this;
  }

  /** Texts side by side, each under its title. */
  blocks(blocks: readonly Block[], style: TextStyle = {}): this {
    drawBlocks(this.#sheet, blocks, style);
    return this;
  }

  /** Framed places to sign in, side by side, never parted by the end of a page. */
  signatures(blocks: readonly Block[], height = 112): this {
    drawSignatures(this.#sheet, blocks, height);
    return this;
  }

  /** A row of texts for every item; the head comes again on every page. `empty` is said when there is no row. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[], empty: string): this {
    new Table(this.#sheet, columns).draw(rows);
    if (rows.length === 0) this.space(6).paragraph(empty, { color: QUIET });
    return this.space(10);
  }

  /** Numbers the pages and closes the document. */
  finish(): Promise<Buffer> {
    const { mark } = this.options;
    this.#sheet.revisit((page, count) => {
      this.#sheet.artifact(() => this.drawFoot(`Page ${page} sur ${count}`));
      if (mark) this.#sheet.artifact(() => this.#sheet.writeAcross(mark));
    });
    return this.#sheet.close();
  }

  private line(tag: string, text: string, style: TextStyle): this {
    const sheet = this.#sheet;
    const height = sheet.heightOf(text, sheet.width, style);
    sheet.keep(height);
    const top = sheet.y;
    sheet.tagged(tag, () => sheet.write(text, MARGIN.left, top, sheet.width, style));
    sheet.y = top + height + (style.after ?? 6);
    return this;
  }

  private drawFoot(page: string): void {
    const sheet = this.#sheet;
    const y = sheet.bottom + 20;
    const style = { size: 8.5, color: QUIET };
    sheet.rule(y - 6);
    sheet.write(this.options.foot, MARGIN.left, y, sheet.width - 90, style);
    sheet.write(page, MARGIN.left, y, sheet.width, { ...style, align: 'right' });
  }
}
