import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const part = process.env.STRYKER_PART ?? 'checks';
const FOLDERS = { checks: 'protocol/checks', faults: 'harness/faults', verdict: 'harness/verdict', actors: 'actors' };

/** Only mutants of every nth block of lines, where all of them would take a day; 1: all. Which blocks, the sources decide. */
const every = Number(process.env.STRYKER_EVERY ?? 1);
const LINES = 12;

const filesIn = (folder) => readdirSync(folder, { withFileTypes: true, recursive: true }).filter((each) => each.isFile() && each.name.endsWith('.ts')).map((each) => join(each.parentPath, each.name)).sort();

const blocksOf = (folder) => {
  const hash = createHash('sha256');
  const blocks = filesIn(folder).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    hash.update(text);
    return Array.from({ length: Math.ceil(text.split('\n').length / LINES) }, (_, block) => `${file}:${block * LINES + 1}-${(block + 1) * LINES}`);
  });
  const first = hash.digest().readUInt32BE(0) % every;
  return blocks.filter((_, place) => place % every === first);
};

export default {
  mutate: every === 1 ? [`${FOLDERS[part]}/**/*.ts`] : blocksOf(FOLDERS[part]),
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.stryker.config.ts', related: false },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  // Others may be at work on the machine.
  timeoutMS: 60_000,
  reporters: ['json', 'clear-text'],
  jsonReporter: { fileName: process.env.STRYKER_REPORT ?? `.cache/stryker/${part}.json` },
  incremental: every === 1,
  incrementalFile: `.cache/stryker/incremental-${part}.json`,
  tempDirName: '.cache/stryker/sandbox',
  ignorePatterns: ['docs', 'runs', '.cache', 'bench', 'spin'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  thresholds: { high: 95, low: 85, break: 85 },
};
