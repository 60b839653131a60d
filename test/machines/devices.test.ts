/** Design 4.8: devices are machines. What a home does with a command, by its hub's coverage and the device's condition. */
import { createActor, type AnyStateMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { DEVICE_MACHINES } from '../../machines/devices.ts';

const machineOf = (name: string): AnyStateMachine => {
  const found = DEVICE_MACHINES.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no machine ${name}`);
  return found.machine;
};
/** Effects of each event in turn. */
const effectsOf = (name: string, events: readonly string[]): readonly (readonly string[])[] => {
  const actor = createActor(machineOf(name));
  let emitted: string[] = [];
  actor.on('*', ({ type }: { type: string }) => emitted.push(type));
  actor.start();
  return events.map((type) => {
    emitted = [];
    actor.send({ type });
    return emitted;
  });
};

describe('a device and its condition', () => {
  it.each([
    ['answers when it is well', [], 'obey'], ['says it is busy', ['BUSY'], 'answerBusy'], ['says it is in the wrong mode', ['WRONG_MODE'], 'answerWrongMode'],
    ['says nothing when it is gone', ['GONE'], undefined], ['obeys, though nobody hears it', ['UNHEARD'], 'obey'], ['is well again', ['BUSY', 'BACK'], 'obey'],
  ] as const)('%s', (_what, before, effect) => {
    expect(effectsOf('devices.condition', [...before, 'COMMAND']).at(-1)).toEqual(effect === undefined ? [] : [effect]);
  });

  it('MEHRS 3.3.1: an unheard device obeys and its reply is lost; a well one is heard', () => {
    expect(effectsOf('devices.condition', ['UNHEARD', 'COMMAND', 'REPLY', 'REFUSAL'])).toEqual([[], ['obey'], [], []]);
    expect(effectsOf('devices.condition', ['COMMAND', 'REPLY', 'REFUSAL'])).toEqual([['obey'], ['answer'], ['refuse']]);
  });

  it('takes a key before it replies, and refuses what is not proven with either key', () => {
    expect(effectsOf('devices.device', ['UNPROVEN', 'NEW_KEY', 'UNPROVEN', 'PROVEN'])).toEqual([['replyRefusal'], ['takeKey', 'reply'], ['replyRefusal'], ['reply']]);
  });

  it('nothing passes a hub out of coverage', () => {
    expect(effectsOf('devices.radio', ['COVERAGE_LOST', 'COMMAND', 'SIM_PROFILE', 'COVERAGE_RESTORED', 'COMMAND']).slice(1, 3)).toEqual([[], []]);
  });
});
