import PDFDocument from 'pdfkit';
import type { Instant } from '../calendar/instant.ts';
import { fontFiles, measurable, runsOf, type Weight } from './fonts.ts';

export interface DocumentOptions {
  /** Shown by readers in place of the file's name. */
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly orientation: 'portrait' | 'landscape';
  readonly createdAt: Instant;
  /** At the left of every page's foot; the number of the page is at the right. */
  readonly foot: string;
  /** Across every page, of what must not be taken for the final paper. */
  readonly mark?: string;
}

export interface TextStyle {
  readonly size?: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Space below, in points. */
  readonly after?: number;
}

export interface Column {
  readonly header: string;
  /** Share of the width. */
  readonly share: number;
  readonly align?: 'left' | 'center';
  readonly weight?: Weight;
  /** Of the letters in the rows, not in the head. */
  readonly size?: number;
}

export interface Block {
  readonly title: string;
  readonly lines: readonly string[];
}

const MARGIN = { top: 44, bottom: 56, left: 48, right: 48 };
const INK = '#1b1f24';
const QUIET = '#4d5661';
const RULE = '#9aa3ad';
const HEAD = '#eef1f4';
const SIZE = 10;
const HEAD_SIZE = 9;
const CELL = { x: 6, y: 5 };

/**
 * An A4 document as an administration sends it: text, tables whose head comes again on every page, side-by-side
 * blocks, « Page 1 sur 2 ». Tagged for screen readers, with its language and title. Everything goes down the page;
 * what does not fit goes to the next.
 *
 *     const document = new OfficialDocument({ … });
 *     document.heading('Annexe', 1).table(columns, rows);
 *     return document.finish();
 */
export class OfficialDocument {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #root: PDFKit.PDFStructureElement;
  readonly #chunks: Buffer[] = [];

  constructor(private readonly options: DocumentOptions) {
    const { title, author, subject, orientation, createdAt } = options;
    const date = new Date(createdAt);
    this.#pdf = new PDFDocument({
      size: 'A4',
      layout: orientation,
      margins: MARGIN,
      bufferPages: true,
      pdfVersion: '1.7',
      lang: 'fr-FR',
      tagged: true,
      displayTitle: true,
      font: fontFiles.regular.latin,
      info: {
        Title: title,
        Author: author,
        Subject: subject,
        Creator: 'Greffe',
        CreationDate: date,
        ModDate: date,
      },
    });
    for (const [weight, files] of Object.entries(fontFiles)) {
      this.#pdf
        .registerFont(`${weight}-latin`, files.latin)
        .registerFont(`${weight}-latinExt`, files.latinExt);
    }
    this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#root = this.#pdf.struct('Document');
    this.#pdf.addStructure(this.#root);
  }

  heading(text: string, level: 1 | 2 | 3, style: TextStyle = {}): this {
    const size = [0, 16.5, 12.5, 11][level];
    return this.line(`H${level}`, text, { size, weight: 'bold', after: 4, ...style });
  }

  paragraph(text: string, style: TextStyle = {}): this {
    return this.line('P', text, style);
  }

  space(points: number): this {
    this.#pdf.y += points;
    return this;
  }

  /** Texts side by side, each under its title. */
  blocks(blocks: readonly Block[], style: TextStyle = {}): this {
    const gap = 24;
    const width = (this.width - gap * (blocks.length - 1)) / blocks.length;
    const heights = blocks.map(({ title, lines }) =>
      [title, ...lines].reduce((sum, line) => sum + this.heightOf(line, width, style), 0),
    );
    this.keep(Math.max(...heights));
    const top = this.#pdf.y;
    blocks.forEach(({ title, lines }, index) => {
      const x = MARGIN.left + index * (width + gap);
      let y = top;
      for (const [at, line] of [title, ...lines].entries()) {
        const of: TextStyle = at === 0 ? { ...style, weight: 'bold' } : style;
        this.tagged(this.#root, 'P', () => this.write(line, x, y, width, of));
        y += this.heightOf(line, width, of);
      }
    });
    this.#pdf.y = top + Math.max(...heights) + (style.after ?? 8);
    return this;
  }

  /** Framed places to sign in, side by side, never parted by the end of a page. */
  signatures(blocks: readonly Block[], height = 112): this {
    this.keep(height);
    const gap = 24;
    const width = (this.width - gap * (blocks.length - 1)) / blocks.length;
    const top = this.#pdf.y;
    blocks.forEach(({ title, lines }, index) => {
      const x = MARGIN.left + index * (width + gap);
      this.artifact(() => this.#pdf.lineWidth(0.75).rect(x, top, width, height).stroke(RULE));
      let y = top + 8;
      for (const [at, line] of [title, ...lines].entries()) {
        const of: TextStyle = at === 0 ? { weight: 'bold' } : {};
        this.tagged(this.#root, 'P', () => this.write(line, x + 10, y, width - 20, of));
        y += this.heightOf(line, width - 20, of) + 3;
      }
    });
    this.#pdf.y = top + height + 8;
    return this;
  }

  /** A row of texts for every item; the head comes again on every page. `empty` is said when there is no row. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[], empty: string): this {
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (share / shares) * this.width);
    const table = this.#pdf.struct('Table');
    this.#root.add(table);
    const cellStyle = (index: number, isHead: boolean): TextStyle => ({
      weight: isHead ? 'bold' : columns[index]!.weight,
      size: isHead ? HEAD_SIZE : columns[index]!.size,
      align: columns[index]!.align,
    });
    const heightOf = (cells: readonly string[], isHead: boolean) =>
      Math.max(
        ...cells.map((cell, index) =>
          this.heightOf(cell, widths[index]! - 2 * CELL.x, cellStyle(index, isHead)),
        ),
      ) +
      2 * CELL.y;
    const draw = (cells: readonly string[], isHead: boolean, parent: PDFKit.PDFStructureElement | null) => {
      const height = heightOf(cells, isHead);
      const top = this.#pdf.y;
      this.artifact(() => {
        if (isHead) this.#pdf.rect(MARGIN.left, top, this.width, height).fill(HEAD);
        let x = MARGIN.left;
        for (const width of widths) {
          this.#pdf.lineWidth(0.5).rect(x, top, width, height).stroke(RULE);
          x += width;
        }
      });
      const row = parent && this.#pdf.struct('TR');
      if (row) parent.add(row);
      let x = MARGIN.left;
      for (const [index, cell] of cells.entries()) {
        const width = widths[index]! - 2 * CELL.x;
        const style = cellStyle(index, isHead);
        const y = top + (height - this.heightOf(cell, width, style)) / 2;
        const write = () => this.write(cell, x + CELL.x, y, width, style);
        if (row) this.tagged(row, isHead ? 'TH' : 'TD', write);
        else this.artifact(write);
        x += widths[index]!;
      }
      row?.end();
      this.#pdf.y = top + height;
    };

    const head = columns.map(({ header }) => header);
    this.keep(heightOf(head, true) + heightOf(rows[0] ?? [], false));
    draw(head, true, table);
    for (const row of rows) {
      // The head of a further page is for the eyes: a screen reader has heard it.
      if (!this.fits(heightOf(row, false))) {
        this.newPage();
        draw(head, true, null);
      }
      draw(row, false, table);
    }
    table.end();
    if (rows.length === 0) this.space(6).paragraph(empty, { color: QUIET });
    return this.space(10);
  }

  /** Numbers the pages and closes the document. */
  async finish(): Promise<Buffer> {
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(start + page);
      // Below the margin the text would flow to a page of its own.
      this.#pdf.page.margins = { ...MARGIN, bottom: 0 };
      const y = this.#pdf.page.height - MARGIN.bottom + 20;
      const style = { size: 8.5, color: QUIET };
      this.artifact(() => {
        const { left } = MARGIN;
        this.#pdf
          .lineWidth(0.5)
          .moveTo(left, y - 6)
          .lineTo(left + this.width, y - 6)
          .stroke(RULE);
        this.write(this.options.foot, left, y, this.width - 90, style);
        this.write(`Page ${page + 1} sur ${count}`, left, y, this.width, { ...style, align: 'right' });
      });
      if (this.options.mark) this.artifact(() => this.writeAcross(this.options.mark!));
    }
    this.#root.end();
    const finished = new Promise<void>((resolve, reject) => this.#pdf.on('end', resolve).on('error', reject));
    this.#pdf.end();
    await finished;
    return Buffer.concat(this.#chunks);
  }

  private writeAcross(mark: string): void {
    const { width, height } = this.#pdf.page;
    const style: TextStyle = { size: 130, weight: 'bold', color: RULE, align: 'center' };
    this.#pdf
      .save()
      .rotate(-50, { origin: [width / 2, height / 2] })
      .fillOpacity(0.22);
    this.write(mark, 0, height / 2 - 80, width, style);
    this.#pdf.restore();
  }

  private get width(): number {
    return this.#pdf.page.width - MARGIN.left - MARGIN.right;
  }

  private line(tag: string, text: string, style: TextStyle): this {
    const height = this.heightOf(text, this.width, style);
    this.keep(height);
    const top = this.#pdf.y;
    this.tagged(this.#root, tag, () => this.write(text, MARGIN.left, top, this.width, style));
    this.#pdf.y = top + height + (style.after ?? 6);
    return this;
  }

  private write(text: string, x: number, y: number, width: number, style: TextStyle): void {
    const { size = SIZE, weight = 'regular', color = INK, align = 'left' } = style;
    const runs = runsOf(text);
    this.#pdf.fillColor(color).fontSize(size);
    // pdfkit aligns each run by itself: only a text of one run can stand elsewhere than at the left.
    const aligned = runs.length === 1 ? align : 'left';
    for (const [index, run] of runs.entries()) {
      this.#pdf.font(`${weight}-${run.file}`);
      const options = { width, align: aligned, continued: index < runs.length - 1 };
      if (index === 0) this.#pdf.text(run.text, x, y, options);
      else this.#pdf.text(run.text, options);
    }
  }

  private heightOf(text: string, width: number, { size = SIZE, weight = 'regular' }: TextStyle): number {
    return this.#pdf
      .font(`${weight}-latin`)
      .fontSize(size)
      .heightOfString(measurable(text) || ' ', { width });
  }

  private fits(height: number): boolean {
    return this.#pdf.y + height <= this.#pdf.page.height - MARGIN.bottom;
  }

  private keep(height: number): void {
    if (!this.fits(height)) this.newPage();
  }

  private newPage(): void {
    this.#pdf.addPage();
    this.#pdf.y = MARGIN.top;
  }

  private tagged(parent: PDFKit.PDFStructureElement, tag: string, draw: () => void): void {
    const element = this.#pdf.struct(tag, {}, draw);
    parent.add(element);
    element.end();
  }

  private artifact(draw: () => void): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#pdf.endMarkedContent();
  }
}
