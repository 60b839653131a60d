/** Records that change once the MVF is out (MEHRS 2.5.2, 2.5.4, Table A.1). */
import { address, type Installation } from '../../../../protocol/domain.ts';
import type { Shape } from '../../../estate/index.ts';
import { healthyReferenceData } from '../../../estate/records.ts';
import type { Fault } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';

const mvf = (installation: Installation) => ({ from: address('mcfvf'), to: cohortParty('rp', installation), type: 'MVF' as const, nth: 1 });

/** Replaces fields of the Installation's account, as the Requesting Party has it, once the MVF is out. */
const account = (set: (installation: Installation) => Record<string, unknown>, shape?: Shape): Cause => ({
  ...(shape === undefined ? {} : { shape }),
  faults: (installation) => [{ kind: 'record', on: mvf(installation), afterMinutes: 0, party: cohortParty('rp', installation), table: 'accounts', key: installation.id, set: set(installation) }],
});
const reference = (set: Record<string, unknown>): Cause => ({
  faults: (installation) => [{ kind: 'record', on: mvf(installation), afterMinutes: 0, party: cohortParty('rp', installation), table: 'reference', key: 'all', set }],
});
const without = (type: 'ESME' | 'GSME') => ({ devices }: Installation) => ({ devices: devices.filter(({ deviceType }) => deviceType !== type) });
/** Another supplier than the Installation's: the scenarios have two. */
export const rivalOf = ({ electricity }: Installation): string => (electricity.supplier === 'SUPA' ? 'SUPB' : 'SUPA');
export const electricityLost = (installation: Installation) => ({ electricity: { ...installation.electricity, supplier: rivalOf(installation) } });
export const gasLost = (installation: Installation) => ({ gas: { ...installation.gas, supplier: rivalOf(installation) } });
const gained = (installation: Installation) => ({ electricity: { ...installation.electricity, supplier: rivalOf(installation), active: true } });

/** A gas meter nobody knew of: a valid MPRN beside the electricity meter. */
const gasFound = ({ electricity, devices }: Installation) => ({
  mprn: '2000000604', gas: { ...electricity, networkOperator: 'GTA' },
  devices: [...devices, { ...devices[0], deviceType: 'GSME', deviceId: '02-5E-FF-03-00-00-00-01' }],
});
const otherHub = ({ devices }: Installation) => ({ devices: devices.map((each) => (each.deviceType === 'CHF' ? { ...each, deviceId: '02-5E-FF-01-00-00-00-01' } : each)) });

const otherRegistration: Cause = { faults: (installation, estate): readonly Fault[] => {
  const { registration } = healthyReferenceData(estate);
  const changed = { ...registration, [installation.mpan]: { ...registration[installation.mpan], supplier: rivalOf(installation) } };
  const mcfOut = { from: cohortParty('rp', installation), to: address('mcfvf'), type: 'MCF' as const, nth: 1 };
  return [{ kind: 'record', on: mcfOut, afterMinutes: 0, party: address('mcfvf'), table: 'reference', key: 'all', set: { registration: changed } }];
} };

const ma110 = reference({ epc: [] });

export const RECORD_CAUSES: Causes = {
  '2.5.4-a': otherRegistration,
  '2.5.4-c': account(() => ({ configurationDefects: ['events'] })),
  '2.5.4-c-DA': account(() => ({ configurationDefects: ['debt'] })),
  'A.1-MA102': account(without('ESME')),
  'A.1-MA103': account(without('GSME')),
  'A.1-MA104': account(electricityLost),
  'A.1-MA105': account(gasLost),
  'A.1-MA107': account(gained, 'dual-dormant'),
  'A.1-MA107-other-groups': account(gained, 'dual-dormant'),
  'A.1-MA108': account(gasFound, 'electricity-dormant'),
  'A.1-MA109': reference({ cpl: [] }),
  'A.1-MA110': ma110,
  'A.1-MA110-DA': ma110,
  'A.1-MA110-v7.1': { ...ma110, world: () => ({ ruleSet: 'v7.1', migrationWeek: '2022-06-13' }) },
  'A.1-MA114': account(() => ({ beingConfigured: true })),
  'A.1-MA114-not-applicable': account(() => ({ beingConfigured: true })),
  'A.1-MA117': account(() => ({ blocked: true })),
  'A.1-MA117-not-applicable': account(() => ({ blocked: true })),
  'A.1-MA529': account(otherHub),
};
