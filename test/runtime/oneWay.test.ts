/** The few forms in which all parties write what they tell their machines, what has to be there, and what may be absent (D-352). */
import { describe, expect, it } from 'vitest';
import { eventsFor } from '../../actors/runtime/party.ts';
import { required } from '../../actors/runtime/required.ts';
import { defined } from '../../protocol/defined.ts';

describe('what parties say in one way', () => {
  it('an event bears the id of a check only where one decided', () => {
    const about = eventsFor('s1sp.set');
    expect(about('SET-1', 'MCF_READ')).toEqual({ machine: 's1sp.set', key: 'SET-1', event: { type: 'MCF_READ' } });
    expect(Object.keys(about('SET-1', 'MCF_READ').event)).toEqual(['type']);
    expect(about('SET-1', 'MCF_REFUSED', 'X5.9-06').event).toEqual({ type: 'MCF_REFUSED', failed: 'X5.9-06' });
  });
  it('what has to be there and is not is named', () => {
    expect(required('MEF', 'file')).toBe('MEF');
    expect(() => required(undefined, 'key half for 02-5E')).toThrow('there is no key half for 02-5E');
  });
  it('a field without a value is not there', () => expect(Object.entries(defined({ mprn: undefined, mpan: '12', count: 0 }))).toEqual([['mpan', '12'], ['count', 0]]));
});
