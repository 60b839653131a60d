/** MEHRS 4.1, 4.2: the Migration Control Centre's machine for one Installation with a Dormant Meter. */
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { MCC_DORMANT } from '../../machines/mccDormant.ts';

const run = (...events: readonly string[]): { readonly state: unknown; readonly effects: readonly string[] } => {
  const effects: string[] = [];
  const actor = createActor(MCC_DORMANT.machine);
  actor.on('*', ({ type }: { readonly type: string }) => effects.push(type));
  actor.start();
  for (const type of events) actor.send({ type });
  const state: unknown = actor.getSnapshot().value;
  actor.stop();
  return { state, effects };
};
const TRIAGED = 'xstate.after.triage.mcc-dormant.triaging';

describe('mcc.dormant', () => {
  it('MEHRS 4.1: a suitable Installation is triaged by the SMSO and only then rescheduled', () => {
    expect(run('FAILED', 'SUITABLE')).toEqual({ state: 'triaging', effects: ['weigh', 'askSmso'] });
    expect(run('FAILED', 'SUITABLE', TRIAGED)).toEqual({ state: 'rescheduled', effects: ['weigh', 'askSmso', 'reschedule'] });
  });
  it('MEHRS 4.1: an unsuitable one is left, and nothing is asked of the SMSO', () => {
    expect(run('FAILED', 'UNSUITABLE')).toEqual({ state: 'notRescheduled', effects: ['weigh', 'giveUp'] });
  });
  it('MEHRS 4.1: each further failure is weighed again', () => {
    expect(run('FAILED', 'SUITABLE', TRIAGED, 'FAILED', 'UNSUITABLE').state).toBe('notRescheduled');
    expect(run('FAILED', 'SUITABLE', TRIAGED, 'MIGRATED').state).toBe('migrated');
  });
  it('a success that no failure came before is nothing to weigh', () => expect(run('MIGRATED')).toEqual({ state: 'watching', effects: [] }));
});
