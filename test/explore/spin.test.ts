/** Issue 5.4: the search is right. SPIN, which knows nothing of ours, stores as many states of the frozen sub-model as we do. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frozenParts, searchFrozen } from '../../harness/explore/frozen.ts';
import { promelaOf } from '../../harness/explore/promela.ts';
import { Search } from '../../harness/explore/search.ts';
import { PROMELA_PATH, readModel, runSpin } from '../../harness/explore/spin.ts';

const model = readModel();
let searched: Search | undefined;
/** Searched once for all that is asked of it. */
const ours = (): Search => (searched ??= searchFrozen(model));
const MOST_STATES = 5_000_000;

const spinVersion = (): string | undefined => {
  try {
    return execFileSync('spin', ['-V'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
};
const installed = spinVersion();
if (installed === undefined) process.stderr.write('spin is not installed (Debian package `spin`): the comparison with SPIN is skipped\n');

describe('the frozen sub-model', () => {
  it('is exported as it is committed', () => {
    expect(promelaOf(model)).toBe(readFileSync(PROMELA_PATH, 'utf8'));
  });
  it('has at least 500,000 states, in keys of at most 64 bytes, 96 with the index', () => {
    const search = ours();
    expect(search.states.size).toBeGreaterThanOrEqual(500_000);
    expect(search.states.keyBytes).toBeLessThanOrEqual(64);
    expect(search.states.bytesWithIndex).toBeLessThanOrEqual(96);
  });
  it('lacks no step that the search asks for, and says so when one is taken away', () => {
    const [first, ...rest] = model.steps;
    expect(first).toBeDefined();
    expect(() => new Search(frozenParts({ ...model, steps: rest }), { reduce: false, untimed: true, maxStates: MOST_STATES }).run()).toThrow(/has no step/);
  });
  it.skipIf(installed === undefined && process.env['REQUIRE_SPIN'] === undefined)('has as many states for SPIN', () => {
    const search = ours();
    const spin = runSpin(promelaOf(model));
    process.stderr.write(`${search.states.size} states: ours, and ${installed}'s in ${Math.round(spin.searchMs)} ms\n`);
    expect(spin.states).toBe(search.states.size);
  }, 300_000);
});
