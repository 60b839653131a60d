/** A party's log: whole records or none, one writer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusError, type StateStore } from '../../actors/runtime/ports.ts';
import { createMemoryBus } from '../../harness/bus/memory.ts';
import { StateLog, type Kind, type LogRecord } from '../../harness/processes/log.ts';
import { freshRun } from '../bus/support.ts';

const KEY = 'dco';
const store = (): StateStore => createMemoryBus({ run: freshRun() }).state;
const all = async (log: StateLog, from: 'snapshot' | 'beginning' = 'beginning'): Promise<LogRecord[]> => {
  const records: LogRecord[] = [];
  for await (const each of log.records(from)) records.push(each);
  return records;
};

describe('StateLog', () => {
  it('P1 P2: what was appended is read back, of any size, from the latest snapshot or from the beginning', async () => {
    const record = fc.record({ kind: fc.constantFrom<Kind>('step', 'snapshot', 'joined'), size: fc.constantFrom(0, 1, 1000, 224 * 1024, 224 * 1024 + 1, 700_000) });
    await fc.assert(fc.asyncProperty(fc.array(record, { maxLength: 8 }), async (given) => {
      const state = store();
      const log = await StateLog.open(state, KEY);
      const written: LogRecord[] = [];
      for (const [index, { kind, size }] of given.entries()) {
        const text = String.fromCharCode(97 + index).repeat(size);
        await log.append(kind, text);
        written.push({ kind, text });
      }
      const again = await StateLog.open(state, KEY);
      expect(again.length).toBe(written.length);
      expect(await all(again)).toEqual(written);
      const snapshot = written.findLastIndex(({ kind }) => kind === 'snapshot');
      expect(await all(again, 'snapshot')).toEqual(written.slice(Math.max(0, snapshot)));
    }), { numRuns: 25 });
  });

  it('P1: a writer that dies within a record leaves none; who follows begins it anew', async () => {
    const inner = store();
    let left = 4;
    const dying: StateStore = { ...inner, write: async (...args) => {
      if ((left -= 1) < 0) throw new BusError('closed', 'killed');
      return inner.write(...args);
    } };
    const first = await StateLog.open(dying, KEY);
    await first.append('step', 'one');
    await first.append('snapshot', 'two');
    await expect(first.append('step', 'x'.repeat(600_000))).rejects.toThrow('killed');
    const second = await StateLog.open(inner, KEY);
    expect(await all(second)).toEqual([{ kind: 'step', text: 'one' }, { kind: 'snapshot', text: 'two' }]);
    await second.append('step', 'three');
    expect(await all(await StateLog.open(inner, KEY), 'snapshot')).toEqual([{ kind: 'snapshot', text: 'two' }, { kind: 'step', text: 'three' }]);
  });

  it('a second copy fences the first off, and whatever the first writes next is refused', async () => {
    const state = store();
    const [first, second] = [await StateLog.open(state, KEY), await StateLog.open(state, KEY)];
    await first.append('joined', 'first');
    const late = await StateLog.open(state, KEY);
    await late.append('joined', 'late');
    await expect(first.append('step', 'zombie')).rejects.toThrow('another copy of dco has taken over');
    await expect(second.append('step', 'zombie')).rejects.toMatchObject({ code: 'stale' });
    expect((await all(late)).map(({ text }) => text)).toEqual(['first', 'late']);
  });

  it('whoever joins reads on after what an older copy wrote last, however late that was', async () => {
    const inner = store();
    const older = await StateLog.open(inner, KEY);
    await older.append('step', 'before');
    let late = 2;
    const state: StateStore = { ...inner, write: async (...args) => {
      if ((late -= 1) >= 0) await older.append('step', `late ${late}`);
      return inner.write(...args);
    } };
    const joined = await StateLog.join(state, KEY, 'new');
    expect((await all(joined)).map(({ text }) => text)).toEqual(['before', 'late 1', 'late 0', 'new']);
    await expect(older.append('step', 'zombie')).rejects.toMatchObject({ code: 'stale' });
    const ever: StateStore = { ...inner, write: async (...args) => {
      await (await StateLog.open(inner, KEY)).append('joined', 'again');
      return inner.write(...args);
    } };
    await expect(StateLog.join(ever, KEY, 'new')).rejects.toThrow('another copy of dco has taken over');
  });

  it('P3: a write whose answer was lost is there once', async () => {
    const inner = store();
    let lose = 2;
    const lossy: StateStore = { ...inner, write: async (...args) => {
      const version = await inner.write(...args);
      if ((lose -= 1) >= 0) throw new BusError('timeout', 'no answer');
      return version;
    } };
    const log = await StateLog.open(lossy, KEY);
    for (const text of ['one', 'two', 'three']) await log.append('step', text);
    expect((await all(await StateLog.open(inner, KEY))).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });
});
