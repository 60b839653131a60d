/** The one error every file codec throws: what is wrong, where, and what would have been right. */
export type FileErrorCode =
  | 'size' | 'depth' | 'doctype' | 'encoding' | 'malformed'
  | 'unknown-root' | 'schema' | 'inconsistent'
  | 'csv' | 'limit' | 'formula' | 'name' | 'package';

export interface FileErrorPlace {
  /** 1-based. */
  readonly line?: number;
  /** Column of a CSV file, by name. */
  readonly column?: string;
  readonly expected?: string;
}

export class FileError extends Error {
  readonly line?: number;
  readonly column?: string;
  readonly expected?: string;

  constructor(readonly code: FileErrorCode, problem: string, place: FileErrorPlace = {}) {
    const where = [place.line === undefined ? '' : `line ${place.line}`, place.column === undefined ? '' : `column ${place.column}`]
      .filter((part) => part !== '').join(', ');
    super(`${where === '' ? '' : `${where}: `}${problem}${place.expected === undefined ? '' : ` (expected ${place.expected})`}`);
    this.name = 'FileError';
    if (place.line !== undefined) this.line = place.line;
    if (place.column !== undefined) this.column = place.column;
    if (place.expected !== undefined) this.expected = place.expected;
  }
}
