/** The hash that something generated was made from: the sources that decide how a party behaves. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { ROOT } from '../disk/root.ts';

const FOLDERS = ['protocol', 'machines', 'actors', 'harness/estate', 'harness/world', 'harness/faults', 'harness/scenarios', 'harness/explore'];

const filesIn = (folder: string): readonly string[] => readdirSync(ROOT + folder).sort().flatMap((name) => {
  const path = `${folder}/${name}`;
  return statSync(ROOT + path).isDirectory() ? filesIn(path) : path.endsWith('.ts') ? [path] : [];
});

/** SHA-256 over the paths and contents of every source file of these folders, in order. */
export const sourcesSha256 = (): string => {
  const hash = createHash('sha256');
  for (const path of FOLDERS.flatMap(filesIn)) hash.update(path).update('\0').update(readFileSync(ROOT + path)).update('\0');
  return hash.digest('hex');
};
