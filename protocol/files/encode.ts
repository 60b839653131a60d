/** Writes migration files: white-space-stripped, in canonical form, unsigned. Same file, same bytes (law L9). */
import { assertConsistent } from './consistency.ts';
import { header, HEADER_ELEMENT, LAYOUTS } from './layout.ts';
import { FILES_NAMESPACE } from './schema.ts';
import { tag } from './shape.ts';
import type { MigrationFile, MigrationHeader } from './types.ts';

/** The Migration Header element, the same bytes in every file of a set (MEHRS 2.4.6, ruling R2-01). */
export const encodeHeader = (value: MigrationHeader): string => tag(HEADER_ELEMENT, header.write(value));

/** Whether two files belong to one set: the Commissioning Party matches SCF to MCF so (MEHRS 2.7.2). */
export const sameHeader = (a: MigrationHeader, b: MigrationHeader): boolean => encodeHeader(a) === encodeHeader(b);

/**
 * The XML of a file, without declaration and without signature. Times are cut to whole seconds.
 * @throws FileError `inconsistent`, or `encoding` for characters XML cannot carry. Lengths and patterns are the schema's business.
 */
export const encodeFile = (file: MigrationFile): string => {
  assertConsistent(file);
  const { root, shape } = LAYOUTS[file.type];
  return `<${root} xmlns="${FILES_NAMESPACE}">${shape.write(file)}</${root}>`;
};
