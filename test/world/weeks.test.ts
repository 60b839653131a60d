/** Several Migration Weeks in one world (MEHRS 2.3.2, 4.1, 4.2). */
import { describe, expect, it } from 'vitest';
import { createWorld } from '../../harness/world/world.ts';
import { sent } from './support.ts';

describe('Migration Weeks in a row', () => {
  it.each([0, 27, 1.5])('%s is no number of them', async (weeks) => {
    await expect(createWorld({ weeks })).rejects.toThrow(/1 to 26 expected/);
  });
  it('later weeks are demanded and committed for, and authorise nothing while nothing has failed', async () => {
    const world = await createWorld({ weeks: 3 });
    await world.run();
    await world.close();
    const messages = world.journal.inOrder();
    expect(sent(messages, 'DMD')).toHaveLength(3);
    expect(sent(messages, 'MDC', 'mcc', 'supplier')).toHaveLength(3);
    expect(sent(messages, 'MA', 'supplier')).toHaveLength(1);
    expect(world.pending()).toEqual([]);
    expect(world.undeclared()).toEqual([]);
  });
});
