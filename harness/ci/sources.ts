/** A hash of sources that a comment, a type or white space does not change: what is judged is the code. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { transformSync } from 'esbuild';
import { ROOT } from '../disk/root.ts';

const filesAt = (path: string): readonly string[] =>
  (statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => filesAt(join(path, name))) : [path]);

/** Types and comments gone, layout made one. */
const codeOf = (path: string): string | Uint8Array => {
  const bytes = readFileSync(path);
  return path.endsWith('.ts') ? transformSync(bytes, { loader: 'ts', target: 'esnext', minifyWhitespace: true, legalComments: 'none' }).code : bytes;
};

/** SHA-256 over the code of every file at or below these paths, with their names. @param root the repository, default the program's own. @throws Error for a path that is not there. */
export const hashOf = (paths: readonly string[], root = ROOT): string => {
  const hash = createHash('sha256');
  for (const path of [...new Set(paths.flatMap((each) => filesAt(join(root, each))))].sort()) {
    hash.update(relative(root, path)).update('\0').update(codeOf(path)).update('\0');
  }
  return hash.digest('hex');
};
