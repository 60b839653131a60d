/**
 * `npm run ci:full`: runs the long checks one after the other and commits to `docs/ci-full.json` what they found.
 *   -- --part <name>   only this one (may be repeated)
 *   -- --check         runs nothing: says which entries stand, and fails when one does not
 *   -- --forget <name> takes an entry out: the part counts as not run
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { holds, readLedger, standings, writeLedger, type Standing } from './ledger.ts';
import { PARTS, type Outcome, type Part } from './parts.ts';
import { hashOf } from './sources.ts';

const REPORT = '{report}';

/** @returns the report of the command; its progress goes to stderr. */
const reportOf = async ({ command, environment = {} }: Part, file: string): Promise<string> => {
  const put = (text: string): string => text.replace(REPORT, file);
  const [program = '', ...args] = command.map(put);
  const env = { ...process.env, ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, put(value)])) };
  const written = [...command, ...Object.values(environment)].some((each) => each.includes(REPORT));
  const child = spawn(program, args, { env, stdio: ['ignore', written ? 2 : 'pipe', 'inherit'] });
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => void (out += chunk.toString('utf8')));
  // Its exit code says no more than its report does.
  await new Promise<void>((resolve, reject) => child.on('error', reject).on('close', () => resolve()));
  return written ? readFileSync(file, 'utf8') : out;
};

const judgedBy = ({ judges }: Part): string => hashOf(judges);

const run = async (part: Part): Promise<boolean> => {
  process.stderr.write(`\n=== ${part.name}: ${part.title}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'mehrs-full-'));
  const began = Date.now();
  const judged = judgedBy(part);
  try {
    let outcome: Outcome;
    try {
      outcome = part.outcome(await reportOf(part, join(folder, 'report.json')));
    } catch (error) {
      process.stderr.write(`${part.name}: no report, nothing is recorded: ${(error as Error).message}\n`);
      return false;
    }
    if (judgedBy(part) !== judged) {
      process.stderr.write(`${part.name}: the sources changed meanwhile, nothing is recorded\n`);
      return false;
    }
    const seconds = Math.round((Date.now() - began) / 1000);
    writeLedger(Object.fromEntries(Object.entries({ ...readLedger(), [part.name]: { judged, ran: new Date(began).toISOString(), seconds, ...outcome } }).sort(([a], [b]) => (a < b ? -1 : 1))));
    process.stdout.write(`${part.name}: ${outcome.passed ? 'passed' : 'FAILED'} in ${seconds} s: ${JSON.stringify(outcome.figures)}\n`);
    return outcome.passed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const line = ({ part, state, entry }: Standing): string =>
  `${state.padEnd(12)} ${part.padEnd(20)} ${entry === undefined ? '' : `${entry.ran.slice(0, 10)} ${JSON.stringify(entry.figures)}`}`.trimEnd();

const chosen = (names: readonly string[]): readonly Part[] => names.map((name) => {
  const part = PARTS.find((each) => each.name === name);
  if (part === undefined) throw new RangeError(`no part "${name}"; there are ${PARTS.map((each) => each.name).join(', ')}`);
  return part;
});

const main = async (): Promise<boolean> => {
  const { values: { part = [], check = false, forget = [] } } = parseArgs({
    options: { part: { type: 'string', multiple: true }, check: { type: 'boolean' }, forget: { type: 'string', multiple: true } },
  });
  if (forget.length > 0) {
    writeLedger(Object.fromEntries(Object.entries(readLedger()).filter(([name]) => !forget.includes(name))));
    return true;
  }
  if (check) {
    const all = standings(PARTS, readLedger(), judgedBy);
    process.stdout.write(`${all.map(line).join('\n')}\n`);
    const wrong = all.filter((each) => !holds([each])).map((each) => each.part);
    if (wrong.length > 0) process.stdout.write(`docs/ci-full.json does not stand: npm run ci:full -- ${wrong.map((name) => `--part ${name}`).join(' ')}\n`);
    return wrong.length === 0;
  }
  let passed = true;
  for (const each of part.length === 0 ? PARTS : chosen(part)) passed = (await run(each)) && passed;
  return passed;
};

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`ci:full: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
