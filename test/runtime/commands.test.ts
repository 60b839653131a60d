/** What goes with a command to a device (MEHRS 3.3.1; ruling R2-11): the parties' own numbers, as they travel. */
import { describe, expect, it } from 'vitest';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { scenarioFor } from '../../harness/scenarios/scenario.ts';
import { runWorld } from '../world/support.ts';

describe('MEHRS 3.3.1: a command of DA keeps until the SUA time expires, a minute less so that the S1SP speaks last', () => {
  it.each([['DA', RULE_SETS['v3.1'].suaTimeoutMinutes - 1], ['CB', undefined], ['EA', undefined]] as const)('%s: %s minutes', async (groupId, minutes) => {
    const { messages } = await runWorld(scenarioFor('guide-7.2.1-electricity', groupId).world);
    const held = messages.filter(({ type, from }) => type === 'WAN_COMMAND' && from.startsWith('s1sp')).map(({ body }) => decodeNotice('WAN_COMMAND', body)).filter(({ kind }) => kind === 'test' || kind === 'rotateKey');
    expect(held.length).toBeGreaterThan(0);
    expect(new Set(held.map(({ holdMinutes }) => holdMinutes))).toEqual(new Set([minutes]));
  });
});
