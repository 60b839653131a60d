/** A world's script reaches the processes whole: what every catalogue row's world has in memory, it has there (law L9). */
import { describe, expect, it } from 'vitest';
import { decodeScript, encodeScript } from '../../harness/processes/script.ts';
import { PROVOKED_ROWS } from '../../harness/scenarios/scenario.ts';
import { scriptOf } from '../../harness/world/staging.ts';
import { scenarioOf } from './support.ts';

describe('L9: a script on its way to processes', () => {
  it('is the same for the world of every catalogue row: weeks and revoked certificates too', () => {
    const scripts = PROVOKED_ROWS.map((row) => scriptOf(scenarioOf(row)));
    for (const script of scripts) expect(decodeScript(encodeScript(script))).toEqual(script);
    expect(scripts.some(({ weeks = 1 }) => weeks > 1)).toBe(true);
    expect(scripts.some(({ revoked = [] }) => revoked.length > 0)).toBe(true);
  });

  it('leaves what is the world\'s own and no script where it is', () => {
    const script = { ...scriptOf(scenarioOf('guide-7.2.1')), onProgress: () => undefined };
    expect(decodeScript(encodeScript(script))).toEqual(scriptOf(scenarioOf('guide-7.2.1')));
  });
});
