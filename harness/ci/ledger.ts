/** What the long checks found when they were last run, and whether that is still about these sources. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../disk/whole.ts';
import type { Part } from './parts.ts';

const entry = z.strictObject({
  /** Hash of the code the part judged. */
  judged: z.string().regex(/^[0-9a-f]{64}$/),
  /** When, UTC. */
  ran: z.iso.datetime(),
  passed: z.boolean(),
  seconds: z.number(),
  figures: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
const ledger = z.record(z.string(), entry);
export type Entry = z.infer<typeof entry>;
export type Ledger = Readonly<Record<string, Entry>>;

export const LEDGER = 'docs/ci-full.json';

/** @throws ZodError, SyntaxError for a file of another form. */
export const readLedger = (path = LEDGER): Ledger => {
  try {
    return ledger.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
};

export const writeLedger = (entries: Ledger, path = LEDGER): void => writeWhole(path, `${JSON.stringify(entries, null, 2)}\n`);

export interface Standing {
  readonly part: string;
  readonly state: 'stands' | 'stale' | 'failed' | 'not run' | 'no such part';
  readonly entry?: Entry;
}

/** An entry that is there must stand; a part without one was not run, which is said and fails nothing. */
export const standings = (parts: readonly Part[], entries: Ledger, hashOf: (part: Part) => string): readonly Standing[] => [
  ...parts.map((part): Standing => {
    const found = entries[part.name];
    if (found === undefined) return { part: part.name, state: 'not run' };
    return { part: part.name, entry: found, state: found.judged !== hashOf(part) ? 'stale' : found.passed ? 'stands' : 'failed' };
  }),
  ...Object.entries(entries).filter(([name]) => !parts.some((part) => part.name === name)).map(([name, found]): Standing => ({ part: name, state: 'no such part', entry: found })),
];

export const holds = (all: readonly Standing[]): boolean => all.every(({ state }) => state === 'stands' || state === 'not run');
