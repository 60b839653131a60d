/** What every game's unmutated run gets to, kept below the repository's `.cache` under the hash of the sources that decide it. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../disk/root.ts';
import { writeWhole } from '../disk/whole.ts';
import type { Reach } from './worker.ts';

const kept = z.strictObject({ lines: z.array(z.string()), games: z.record(z.string(), z.tuple([z.number(), z.array(z.number())])) });

const FOLDER = join(ROOT, '.cache/mutants');
const pathOf = (hash: string): string => join(FOLDER, `${hash.slice(0, 32)}.json`);

const newest = (): string =>
  readdirSync(FOLDER).map((name) => join(FOLDER, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0] ?? '';

/** @param orNewest whether those of other sources do, where there are none of these. */
export const keptReaches = (hash: string, orNewest: boolean): Map<string, Reach> => {
  try {
    const path = pathOf(hash);
    const { lines, games } = kept.parse(JSON.parse(readFileSync(orNewest && !existsSync(path) ? newest() : path, 'utf8')));
    return new Map(Object.entries(games).map(([game, [messages, indexes]]) => [game, { messages, lines: indexes.map((index) => lines[index] ?? '') }]));
  } catch {
    // None, or of another form: it is made again.
    return new Map();
  }
};

export const keepReaches = (hash: string, reaches: ReadonlyMap<string, Reach>): void => {
  const indexes = new Map<string, number>();
  const indexOf = (line: string): number => {
    const index = indexes.get(line) ?? indexes.size;
    indexes.set(line, index);
    return index;
  };
  const games = Object.fromEntries([...reaches].map(([game, { messages, lines }]) => [game, [messages, lines.map(indexOf)]]));
  writeWhole(pathOf(hash), JSON.stringify({ lines: [...indexes.keys()], games }));
};
