/** Colour and progress for people; nothing of either when the output is not a terminal. */
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

export const paint = (style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  (stream.isTTY && process.env['NO_COLOR'] === undefined ? styleText(style, text) : text);

/** One line on stderr that is written over; silent when stderr is no terminal. */
export class Progress {
  #last = 0;
  #shown = false;

  update(text: () => string): void {
    if (!process.stderr.isTTY) return;
    const now = performance.now();
    if (now - this.#last < 80) return;
    this.#last = now;
    this.#shown = true;
    process.stderr.write(`\r\u001b[2K${text()}`);
  }

  done(): void {
    if (this.#shown) process.stderr.write('\r\u001b[2K');
  }
}

/** Columns padded to their widest cell. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
};
