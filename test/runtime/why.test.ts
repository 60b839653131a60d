/** The journal of steps says what decided: the check of a file, or the step that a later file names (design 5; what `show` and reports print). */
import { describe, expect, it } from 'vitest';
import { decodeFile } from '../../protocol/files/decode.ts';
import type { Cof, Scf } from '../../protocol/files/types.ts';
import { only, runOf, sent, type Run } from '../world/support.ts';

const whyOf = ({ world }: Run, machine: string, event: string): readonly string[] => [...new Set(world.journal.steps.filter((each) => each.machine === machine && each.event.startsWith(event)).map(({ failed = '' }) => failed))];
const failuresIn = <T extends Scf | Cof>(run: Run, type: T['type']): readonly string[] => [...new Set(sent(run.messages, type).flatMap(({ body }) => (decodeFile(body) as T).installations.flatMap(({ failure }) => failure?.failedStepNumber ?? [])))];

describe('a step says which check or which step decided', () => {
  it('MEHRS 2.3.1: a signature', async () => expect(whyOf(await runOf('2.3.1-signature-in-time'), 'mcc.authorisation', 'MA_REFUSED')).toEqual(['MEHRS-2.3.1']));
  it.each([['s1sp.set', 'MVF_REFUSED'], ['dco.set', 'MVF_REFUSED'], ['rp.set', 'MVF_REFUSED']])('MEHRS 2.4.5: the Validation File at %s', async (machine, event) => expect(whyOf(await runOf('2.4.5-X5.9-02-in-time'), machine, event)).toEqual(['X5.9-02']));
  it('MEHRS 2.6.2: a Commissioning File that tells of a failure', async () => {
    const run = await runOf('2.6.2-timeout-contact-restored');
    expect(whyOf(run, 'rp.installation', 'SCF_FAILURE')).toEqual([only(failuresIn<Scf>(run, 'SCF'))]);
  });
  it('and one that does not names none', async () => expect(whyOf(await runOf('guide-7.2.1'), 'rp.installation', 'SCF_SUCCESS')).toEqual(['']));
  it.each(['rp.installation', 'supplier.installation'])('MEHRS 2.7.5: an outcome file that does, at %s', async (machine) => {
    const run = await runOf('2.7.5-C4');
    expect(whyOf(run, machine, 'COF_FAILURE')).toEqual([only(failuresIn<Cof>(run, 'COF'))]);
  });
});

describe('Guide 4.5.6.2: a supplier knows an alert by its code', () => {
  it('N42: credentials placed; N55: a Device commissioned', async () => {
    const { world, messages } = await runOf('guide-7.2.1');
    const heard = (event: string): number => world.journal.steps.filter((each) => each.machine === 'supplier.installation' && each.event === event).length;
    const told = (code: string): number => sent(messages, 'ALERT', 'dsp', 'supplier').filter(({ body }) => Buffer.from(body).includes(`>${code}<`)).length;
    expect([told('N42'), told('N55')].every((count) => count > 0) && told('N42') !== told('N55')).toBe(true);
    expect([heard('CREDENTIALS_PLACED'), heard('DEVICE_COMMISSIONED')]).toEqual([told('N42'), told('N55')]);
  });
});
