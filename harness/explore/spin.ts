/** Runs SPIN on the frozen model and says how many states it stored. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONFIGURATIONS } from './configuration.ts';
import { freeze, type FrozenModel } from './frozen.ts';
import { sourcesSha256 } from './sources.ts';

const FOLDER = fileURLToPath(new URL('../../spin/', import.meta.url));
export const MODEL_PATH = join(FOLDER, 'model.json');
export const PROMELA_PATH = join(FOLDER, 'model.pml');

/** What is frozen: from midnight of the Migration Day; more firings, more states. */
const FROZEN = { configuration: 'CB/electricity-active/cp/v3.1', day: 0, wallClock: '00:00', mostFirings: 7 };

export const freezeNow = (): FrozenModel => {
  const configuration = CONFIGURATIONS.find(({ name }) => name === FROZEN.configuration);
  if (configuration === undefined) throw new RangeError(`no configuration ${FROZEN.configuration}`);
  return freeze(configuration, FROZEN.day, FROZEN.wallClock, FROZEN.mostFirings, sourcesSha256());
};

export const readModel = (): FrozenModel => JSON.parse(readFileSync(MODEL_PATH, 'utf8')) as FrozenModel;

/** One step a line, so that a change is a small difference. */
export const modelText = ({ steps, ...rest }: FrozenModel): string =>
  `${JSON.stringify(rest, null, 1).replace(/\n}$/, '')},\n "steps": [\n${steps.map((step) => `  ${JSON.stringify(step)}`).join(',\n')}\n ]\n}\n`;

export interface SpinRun {
  readonly states: number;
  readonly transitions: number;
  /** Of the search alone, compilation excluded. */
  readonly searchMs: number;
}

/** Bytes that a run of the verifier may say. */
const MOST_OUTPUT = 1 << 24;
const DEPTH = '1000000';

const number = (text: string, pattern: RegExp): number => {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`SPIN said nothing of ${pattern.source}:\n${text}`);
  return Number(found);
};

/** @param spin path of the program. @throws Error with what SPIN said when it found an error or stopped short. */
export const runSpin = (promela: string, spin = 'spin'): SpinRun => {
  const folder = mkdtempSync(join(tmpdir(), 'mehrs-spin-'));
  const inFolder = { cwd: folder, encoding: 'utf8', maxBuffer: MOST_OUTPUT, stdio: 'pipe' } as const;
  try {
    writeFileSync(join(folder, 'model.pml'), promela);
    // No dead-variable, write-only or merging optimisation: every state counts.
    execFileSync(spin, ['-a', '-o1', '-o2', '-o3', 'model.pml'], inFolder);
    // As fast as at -O1, and compiled in half the time.
    execFileSync('gcc', ['-Og', '-w', '-DSAFETY', '-DNOREDUCE', '-DVECTORSZ=4096', '-DMEMLIM=4096', '-o', 'pan', 'pan.c'], inFolder);
    const startedAt = performance.now();
    const said = execFileSync(join(folder, 'pan'), [`-m${DEPTH}`, '-w22'], inFolder);
    const searchMs = performance.now() - startedAt;
    if (!/errors: 0\b/.test(said) || /max search depth too small|out of memory/.test(said)) throw new Error(`SPIN:\n${said}`);
    return { states: number(said, /(\d+) states, stored/), transitions: number(said, /(\d+) transitions/), searchMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
