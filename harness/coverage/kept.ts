/** The result of `mehrs journeys`, kept for who reads it next, as long as nothing it was made from has changed. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JourneyLine, JourneysResult } from './result.ts';
import { ROOT } from '../disk/root.ts';
import { writeWhole } from '../disk/whole.ts';

const FOLDERS = ['protocol', 'machines', 'actors', 'harness'];
export const KEPT_RESULT = join(ROOT, '.cache', 'journeys.json');

const filesIn = (folder: string): readonly string[] => readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : entry.name.endsWith('.ts') ? [join(folder, entry.name)] : []));

/** SHA-256 over every source of the program. */
export const sourcesHash = (): string => {
  const hash = createHash('sha256');
  for (const path of FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder)))) hash.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
};

/** @param sources hash of them when the result was begun. */
export const keepResult = (result: object, sources: string, path: string): void => {
  writeWhole(path, `${JSON.stringify({ ...result, sources })}\n`);
};

/** Undefined when there is none, or it is of other sources. @public */
export const keptResult = (path = KEPT_RESULT): JourneysResult | undefined => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const kept = JSON.parse(text) as JourneysResult & { readonly sources?: string };
  return kept.sources === sourcesHash() ? kept : undefined;
};

/** The journeys of the kept result, when it is of every row. @public */
export const keptJourneys = (): readonly JourneyLine[] | undefined => {
  const kept = keptResult();
  return kept?.whole === true ? kept.each : undefined;
};
