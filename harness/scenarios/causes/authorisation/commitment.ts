/** MEHRS 2.2.1: what keeps a Migration Demand Commitment from being met. */
import { address } from '../../../../protocol/domain.ts';
import { DAY, MINUTE } from '../../../../protocol/time.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { DAY_OF_SUBMISSION, authoriserOf, file, wrongly } from './means.ts';

const TWO_WEEKS = 14 * (DAY / MINUTE);
const THREE_DAYS = 3 * (DAY / MINUTE);

/** The people of the Incident do not manage within the Migration Week. */
const down = (party: 'rp' | 'mcfvf', system: string, section: string): Cause => ({ faults: (installation) => [
  { kind: 'outage', on: { from: cohortParty('rp', installation), type: 'MAVR', nth: 1 }, afterMinutes: party === 'rp' ? 0 : THREE_DAYS, party: party === 'rp' ? cohortParty('rp', installation) : address(party), system },
  { kind: 'resolution', section, minutes: TWO_WEEKS },
] });

const badlySigned: Cause = { faults: (installation) => [
  { kind: 'spoil', on: { from: address('supplier', authoriserOf(installation)), to: 'mcc', type: 'MA', nth: 1 }, how: 'signature' },
  { kind: 'resolution', section: '2.3.1', minutes: TWO_WEEKS },
] };

export const COMMITMENT_CAUSES: Causes = {
  '2.2.1-a': {
    installations: 2, faults: () => [],
    world: (installation, estate, seed) => ({ authorisations: [file(installation, estate, seed, (records) => records.filter(({ mpan }) => mpan === installation.mpan), { demanded: 2 })] }),
  },
  '2.2.1-b': down('mcfvf', 'validation', '2.4.4'),
  '2.2.1-b-CB': down('mcfvf', 'validation', '2.4.4'),
  '2.2.1-c': badlySigned,
  '2.2.1-c-DA': badlySigned,
  '2.2.1-d': wrongly((record) => ({ ...record, migrateOn: DAY_OF_SUBMISSION })),
  '2.2.1-e': down('rp', 'commonFile', '2.4.1'),
};
