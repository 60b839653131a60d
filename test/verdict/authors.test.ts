/** Who made a file, and when (TMAD Table 5.9; ruling R2-01), on facts made by hand. */
import { describe, expect, it } from 'vitest';
import { authors } from '../../harness/verdict/steps/files.ts';
import { MINUTE } from '../../protocol/time.ts';
import { made, only, type Made } from './made.ts';

const law = (...facts: Made[]): string => only(authors, made(...facts));
const file = (from: string, sender: string, more: Partial<Made> = {}, { body = `${from} ${sender}`, set = 'RP', made: at = 5 }: { body?: string; set?: string; made?: number } = {}): Made =>
  ({ type: 'MVF', from, to: 'dco', at: 5, key: 'S', body, content: { type: more.type ?? 'MVF', control: { sender, generatedAt: at * MINUTE }, header: { requestingPartyId: set } }, ...more });

describe('a file is of who sends it', () => {
  it('by a number that stays', () => {
    expect([law(file('mcfvf', 'A'), file('mcfvf', 'A', {}, { body: 'next' })), law(file('mcfvf', 'A'), file('mcfvf', 'B')), law(file('mcfvf', 'A'), file('cp', 'B'))]).toEqual(['holds', 'MVF of mcfvf to dco is of B, those before of A', 'holds']);
    expect(law(file('mcfvf', 'A'), file('mcfvf', 'B'), file('mcfvf', 'A', {}, { body: 'third' })), 'one that was wrong changes nothing').toBe('MVF of mcfvf to dco is of B, those before of A');
  });
  it('and is nobody else\'s', () => expect(law(file('mcfvf', 'A'), file('cp', 'A'))).toBe('MVF of cp to dco is of A, who is another'));
  it('a set is the Requesting Party\'s whose files it has', () => {
    expect([law(file('rp-CB', 'RP')), law(file('rp-CB', 'RP', {}, { set: 'OTHER' })), law(file('s1sp-CB', 'S', {}, { set: 'OTHER' }))]).toEqual(['holds', 'MVF of rp-CB to dco is of RP, its set of OTHER', 'holds']);
  });
  it('made when it is sent first, in seconds', () => {
    const late = (more: Partial<Made> = {}): Made => file('mcfvf', 'A', { at: 6, ...more });
    expect([law(file('mcfvf', 'A'), late()), law(late()), law(file('mcfvf', 'A', { at: 5 + 0.999 / 60 })), law(file('mcfvf', 'A', { at: 5 + 1 / 60 }))])
      .toEqual(['holds', 'MVF of mcfvf to dco was not made when it is sent', 'holds', 'MVF of mcfvf to dco was not made when it is sent']);
  });
  it('of the kind it comes as', () => {
    const { content, ...rest } = file('mcfvf', 'A');
    expect(law({ ...rest, content: { ...content, type: 'MCF' } })).toBe('MVF of mcfvf to dco is a MCF');
  });
  it('where it has an author, and was not refused', () => {
    const refusal: Made = { type: 'INCIDENT_RAISED', from: 'dco', to: 'mcc', content: { section: '2.4.5', migrationSetId: 'S' } };
    expect([law(file('mcfvf', '', {}, { made: 1 })), law(file('mcfvf', 'A', {}, { made: 1 }), refusal), law(file('mcfvf', 'A', {}, { made: 1 }))]).toEqual(['holds', 'holds', 'MVF of mcfvf to dco was not made when it is sent']);
  });
});
