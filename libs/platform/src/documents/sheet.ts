import type { Instant } from '../calendar/instant.ts';
import { fontFiles, measurable, runsOf, type Weight } from './fonts.ts';

export interface SheetOptions {
  /** Shown by readers in place of the file's name. */
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly orientation: 'portrait' | 'landscape';
  readonly createdAt: Instant;
}

export interface TextStyle {
  readonly size?: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Space below, in points. */
  readonly after?: number;
}

export const MARGIN = { top: 44, bottom: 56, left: 48, right: 48 };
export const QUIET = '#4d5661';
const INK = '#1b1f24';
const RULE = '#9aa3ad';
const SIZE = 10;

type Element = PDFKit.PDFStructureElement;

/**
 * The A4 pages under a document: text and lines at a place, what still fits, the tags that a screen reader goes by.
 * `y` is how far the present page is written.
 */
export class Sheet {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #root: Element;
  readonly #chunks: Buffer[] = [];

  private constructor(pdf: PDFKit.PDFDocument) {
    this.#pdf = pdf;
    for (const [weight, files] of Object.entries(fontFiles)) {
      pdf.registerFont(`${weight}-latin`, files.latin).registerFont(`${weight}-latinExt`, files.latinExt);
    }
    pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#root = pdf.struct('Document');
    pdf.addStructure(this.#root);
  }

  /** Empty, at the top of its first page. The first one loads pdfkit, which most processes never need. */
  static async open({ title, author, subject, orientation, createdAt }: SheetOptions): Promise<Sheet> {
    const { default: PDFDocument } = await import('pdfkit');
    const date = new Date(createdAt);
    const pdf = new PDFDocument({
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
    return new Sheet(pdf);
  }

  get width(): number {
    return this.#pdf.page.width - MARGIN.left - MARGIN.right;
  }

  /** Where the lower margin begins. */
  get bottom(): number {
    return this.#pdf.page.height - MARGIN.bottom;
  }

  get y(): number {
    return this.#pdf.y;
  }

  set y(y: number) {
    this.#pdf.y = y;
  }

  fits(height: number): boolean {
    return this.y + height <= this.bottom;
  }

  /** Goes to a new page where so much does not fit on this one. */
  keep(height: number): void {
    if (!this.fits(height)) this.newPage();
  }

  newPage(): void {
    this.#pdf.addPage();
    this.y = MARGIN.top;
  }

  write(text: string, x: number, y: number, width: number, style: TextStyle): void {
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

  heightOf(text: string, width: number, { size = SIZE, weight = 'regular' }: TextStyle): number {
    return this.#pdf
      .font(`${weight}-latin`)
      .fontSize(size)
      .heightOfString(measurable(text) || ' ', { width });
  }

  /** Pale and slanting over the middle of the page. */
  writeAcross(text: string): void {
    const { width, height } = this.#pdf.page;
    this.#pdf
      .save()
      .rotate(-50, { origin: [width / 2, height / 2] })
      .fillOpacity(0.22);
    this.write(text, 0, height / 2 - 80, width, { size: 130, weight: 'bold', color: RULE, align: 'center' });
    this.#pdf.restore();
  }

  fill(x: number, y: number, width: number, height: number, color: string): void {
    this.#pdf.rect(x, y, width, height).fill(color);
  }

  frame(x: number, y: number, width: number, height: number, thickness: number): void {
    this.#pdf.lineWidth(thickness).rect(x, y, width, height).stroke(RULE);
  }

  /** From margin to margin. */
  rule(y: number): void {
    this.#pdf
      .lineWidth(0.5)
      .moveTo(MARGIN.left, y)
      .lineTo(MARGIN.left + this.width, y)
      .stroke(RULE);
  }

  /** A part of the document that has parts of its own; whoever opens it ends it. */
  open(tag: string, parent = this.#root): Element {
    const element = this.#pdf.struct(tag);
    parent.add(element);
    return element;
  }

  /** Draws a part of the document. */
  tagged(tag: string, draw: () => void, parent = this.#root): void {
    const element = this.#pdf.struct(tag, {}, draw);
    parent.add(element);
    element.end();
  }

  /** Draws what is for the eyes only. */
  artifact(draw: () => void): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#pdf.endMarkedContent();
  }

  /** Goes through all pages again, when their number is known; there may be writing below the margin too. */
  revisit(draw: (page: number, count: number) => void): void {
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(start + page);
      // Below the margin the text would flow to a page of its own.
      this.#pdf.page.margins = { ...MARGIN, bottom: 0 };
      draw(page + 1, count);
    }
  }

  async close(): Promise<Buffer> {
    this.#root.end();
    const finished = new Promise<void>((resolve, reject) => this.#pdf.on('end', resolve).on('error', reject));
    this.#pdf.end();
    await finished;
    return Buffer.concat(this.#chunks);
  }
}
