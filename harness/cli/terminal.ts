/** Colour and progress for people; nothing of either when the output is not a terminal. */
import { styleText } from 'node:util';
import { UsageError, reason } from './usage.ts';

type Style = Parameters<typeof styleText>[0];

export const paint = (style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  (stream.isTTY && process.env['NO_COLOR'] === undefined ? styleText(style, text) : text);

/** A reader that has seen enough (`mehrs run | head`) is no error: the rest is not printed. Output that cannot be written is. */
export const guardOutput = (report: (error: unknown) => void): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') report(new UsageError(`standard output: ${reason(error)}`));
  });
  // There is nowhere left to tell it.
  process.stderr.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exitCode = 2;
  });
};

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
