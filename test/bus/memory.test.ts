import { describe, expect, it } from 'vitest';
import { createMemoryBus } from '../../harness/bus/memory.ts';
import { describeBus } from './contract.ts';
import { message } from './support.ts';

describeBus('memory bus', async (request) => createMemoryBus(request), { keepsLog: true, shared: false });

describe('memory bus, synchronous', () => {
  it('hands a message to its consumer before publish returns, and makes no promise', async () => {
    const bus = createMemoryBus({ run: 'r' });
    const got: number[] = [];
    await bus.consume('dco', 0, ({ envelope }) => got.push(envelope.seq));
    expect(bus.publish(message('r', 'mcc', 'dco', 1))).toBeUndefined();
    expect(got).toEqual([1]);
    expect(bus.guarantees).toEqual({ durable: false, synchronous: true });
  });

  it('delivers nested publishes in one fixed order', async () => {
    const bus = createMemoryBus({ run: 'r' });
    const trace: string[] = [];
    await bus.consume('dco', 0, ({ envelope }) => {
      trace.push(`dco ${envelope.seq}`);
      void bus.publish(message('r', 'dco', 'dsp', envelope.seq));
      trace.push(`dco ${envelope.seq} done`);
    });
    await bus.consume('dsp', 0, ({ envelope }) => trace.push(`dsp ${envelope.seq}`));
    for (const seq of [2, 1]) void bus.publish(message('r', 'mcc', 'dco', seq));
    expect(trace).toEqual(['dco 1', 'dsp 1', 'dco 1 done', 'dco 2', 'dsp 2', 'dco 2 done']);
  });

  it('what deliver throws reaches the publisher, and the bus goes on', async () => {
    const bus = createMemoryBus({ run: 'r' });
    const got: number[] = [];
    await bus.consume('dco', 0, ({ envelope }) => {
      if (envelope.seq === 1) throw new Error('defect');
      got.push(envelope.seq);
    });
    expect(() => bus.publish(message('r', 'mcc', 'dco', 1))).toThrow('defect');
    void bus.publish(message('r', 'mcc', 'dco', 2));
    expect(got).toEqual([2]);
  });

  it('a consumer that stops within deliver hears nothing more', async () => {
    const bus = createMemoryBus({ run: 'r' });
    const got: number[] = [];
    const live = await bus.consume('dsp', 0, ({ envelope }) => { got.push(envelope.seq); void live.stop(); });
    for (const seq of [1, 2]) void bus.publish(message('r', 'mcc', 'dsp', seq));
    expect(got).toEqual([1]);
    const rest: number[] = [];
    await bus.consume('dsp', 1, ({ envelope }) => rest.push(envelope.seq));
    expect(rest).toEqual([2]);
  });
});
