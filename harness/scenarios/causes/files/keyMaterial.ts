/** MEHRS 2.5.10 and 2.5.11: key material that the S1SP or the DCO cannot use, as the Requesting Party's system made it. */
import { device, type Installation } from '../../../../protocol/domain.ts';
import type { Fault, Spoil } from '../../../faults/plan.ts';
import { halves } from '../../../world/provision.ts';
import { DEFAULT_SEED } from '../../../world/staging.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { everyEndForBoth, spoilt } from './groupFile.ts';
import { HOURS, resolvedAfter } from './variants.ts';

type Holder = 's1sp' | 'dco';
const SECTION: Readonly<Record<Holder, string>> = { s1sp: '2.5.10', dco: '2.5.11' };
const PREFIX: Readonly<Record<Holder, string>> = { s1sp: 'X5.23', dco: 'X5.15a' };
const HOW: Readonly<Record<Holder, readonly (readonly [string, Spoil])[]>> = {
  s1sp: [['01', 'deviceTwice'], ['02', 'deviceStrange'], ['03', 's1spMisaddressed'], ['04', 's1spMalformed']],
  dco: [['01', 'deviceTwice'], ['02', 'deviceStrange'], ['03', 'dcoMisaddressed'], ['04', 'dcoMalformed']],
};
const ALTERED: Readonly<Record<Holder, Spoil>> = { s1sp: 's1spAltered', dco: 'dcoAltered' };

/** The same bytes may draw an Incident of the other section too: both are worked on alike. */
const both = (hours: number) => (): readonly Fault[] => [resolvedAfter('2.5.10', hours), resolvedAfter('2.5.11', hours)];

/** The SMSO's record of the ESME's half is cut short until the people of the Incident put it right. */
const shortHalf = (holder: Holder): Cause => ({ faults: (installation: Installation, _estate, seed = DEFAULT_SEED) => {
  const esme = device(installation, 'ESME')?.deviceId ?? '';
  const half = halves(seed, esme)[holder];
  const change = (on: Extract<Fault, { kind: 'record' }>['on'], value: string): Fault =>
    ({ kind: 'record', on, afterMinutes: 0, party: cohortParty('rp', installation), table: 'deviceKeys', key: esme, set: { [holder]: value } });
  return [
    change({ from: cohortParty('rp', installation), type: 'MCF', nth: 1 }, Buffer.from(half, 'base64').subarray(0, 16).toString('base64')),
    change({ from: cohortParty('rp', installation), type: 'INCIDENT_RESOLVED', nth: 1 }, half),
    resolvedAfter(SECTION[holder], HOURS.inTime),
  ];
} });

const ofHolder = (holder: Holder): Causes => {
  const [section, prefix] = [SECTION[holder], PREFIX[holder]];
  return {
    ...Object.fromEntries(HOW[holder].map(([number, how]) => [`${section}-${prefix}-${number}-in-time`, spoilt({ section, file: 'MEF', how, hours: HOURS.inTime }, both(HOURS.inTime))])),
    ...everyEndForBoth(`${section}-${prefix}-05`, { section, file: 'MEF', how: ALTERED[holder] }, holder === 'dco'),
    [`${section}-${prefix}-06-in-time`]: shortHalf(holder),
  };
};

export const KEY_MATERIAL_CAUSES: Causes = {
  ...ofHolder('s1sp'), ...ofHolder('dco'),
  '2.5.10-not-applicable': spoilt({ section: '2.5.10', file: 'MEF', how: 's1spAltered', hours: HOURS.inTime }),
};
