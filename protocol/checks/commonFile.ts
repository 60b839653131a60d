/**
 * The 18 checks of every Installation of an MCF (MEHRS 2.4.6, Guide Table 5 step 9: 18 checks of Table 5.10). Their
 * number is attested, their texts and order are not: all are emulator profile (ruling R2-05). The first failure becomes
 * FailedStepNumber and SupportingData in the MVF. A row that lacks what it would compare holds: an earlier row names the lack.
 */
import { firstFailure, type Check, type CheckFailure } from './check.ts';
import { CREDENTIAL_CHECKS } from './commonFileCredentials.ts';
import { countOf, hasGas, registered, type CommonFileFacts } from './commonFileFacts.ts';
import { isEligibleCombination, isListed } from './lists.ts';
import { isMpan, isMprn } from './mpxn.ts';
import type { Device } from '../domain.ts';
import { FREE_STATUSES, type SmiDevice } from './records.ts';

export type { CommonFileFacts } from './commonFileFacts.ts';

const CLAUSE = 'TMAD Table 5.10 (R2-05)';

const row = (number: string, title: string, holds: Check<CommonFileFacts>['holds'], detail: (facts: CommonFileFacts) => string): Check<CommonFileFacts> =>
  ({ id: `X5.10-${number}`, title, clause: CLAUSE, profile: 'emulator', holds, detail });

const supplierRow = (number: string, fuel: 'electricity' | 'gas'): Check<CommonFileFacts> => {
  const named = ({ installation }: CommonFileFacts) => (fuel === 'electricity' ? installation.electricitySupplier : installation.gasSupplier);
  const record = (facts: CommonFileFacts) => registered(facts, fuel === 'electricity' ? facts.installation.mpan : facts.installation.mprn);
  return row(number, `the ${fuel} supplier is the one in Registration Data`,
    (facts) => named(facts) === record(facts)?.supplier,
    (facts) => `MCF names ${named(facts) ?? 'nobody'}, Registration Data ${record(facts)?.supplier ?? 'nobody'}`);
};

type Known = readonly [device: Device, inSmi: SmiDevice];
/** The Devices that the Smart Metering Inventory knows. */
const known = ({ installation, smi }: CommonFileFacts): readonly Known[] => installation.devices.flatMap((device) => {
  const inSmi = smi(device.deviceId);
  return inSmi === undefined ? [] : [[device, inSmi] as const];
});
const isSame = ([{ deviceType }, inSmi]: Known): boolean => inSmi.smetsVersion === 'SMETS1' && inSmi.deviceType === deviceType;

export const COMMON_FILE_CHECKS: readonly Check<CommonFileFacts>[] = [
  row('01', 'an MPAN is given and its check digit is right',
    ({ installation }) => isMpan(installation.mpan ?? ''),
    ({ installation }) => `MPAN ${installation.mpan ?? 'absent'}`),
  row('02', 'an MPRN is given where there is a gas meter, and its check digits are right',
    ({ installation }) => !hasGas(installation) || isMprn(installation.mprn ?? ''),
    ({ installation }) => `MPRN ${installation.mprn ?? 'absent'}`),
  row('03', 'the MPAN is in Registration Data as an electricity meter point',
    (facts) => registered(facts, facts.installation.mpan)?.fuel === 'electricity',
    ({ installation }) => `MPAN ${installation.mpan}`),
  row('04', 'the MPRN is in Registration Data as a gas meter point',
    (facts) => facts.installation.mprn === undefined || registered(facts, facts.installation.mprn)?.fuel === 'gas',
    ({ installation }) => `MPRN ${installation.mprn}`),
  supplierRow('05', 'electricity'),
  supplierRow('06', 'gas'),
  row('07', 'no Device ID stands twice in the Installation',
    ({ installation: { devices } }) => new Set(devices.map((each) => each.deviceId)).size === devices.length,
    ({ installation: { devices } }) => `Device ID ${devices.find((each, index) => devices.findIndex((other) => other.deviceId === each.deviceId) < index)!.deviceId}`),
  row('08', 'there is exactly one Communications Hub',
    ({ installation }) => countOf(installation.devices, 'CHF') === 1,
    ({ installation }) => `${countOf(installation.devices, 'CHF')} Communications Hubs`),
  row('09', 'there is one ESME, and one GSME and one GPF if and only if there is an MPRN',
    ({ installation: { devices, mprn } }) => {
      const gasDevices = mprn === undefined ? 0 : 1;
      return countOf(devices, 'ESME') === 1 && countOf(devices, 'GSME') === gasDevices && countOf(devices, 'GPF') === gasDevices;
    },
    ({ installation: { devices } }) => `${countOf(devices, 'ESME')} ESME, ${countOf(devices, 'GSME')} GSME, ${countOf(devices, 'GPF')} GPF`),
  row('10', 'every Device is on the Central Products List with its model and firmware',
    ({ installation, reference }) => installation.devices.every((each) => isListed(reference.cpl, each)),
    ({ installation, reference }) => {
      const unlisted = installation.devices.find((each) => !isListed(reference.cpl, each))!;
      return `${unlisted.deviceType} ${unlisted.manufacturer} ${unlisted.model} ${unlisted.firmwareVersion}`;
    }),
  row('11', 'the product combination is on the Eligible Product Combinations list for the Group ID',
    ({ installation, reference, groupId }) => isEligibleCombination(reference.epc, groupId, installation.devices),
    ({ installation, groupId }) => `${groupId}: ${installation.devices.map((each) => each.model).join(' + ')}`),
  row('12', 'no Device is in use in the Smart Metering Inventory already',
    (facts) => known(facts).every(([, { status }]) => FREE_STATUSES.includes(status)),
    (facts) => {
      const [, { deviceId, status }] = known(facts).find(([, each]) => !FREE_STATUSES.includes(each.status))!;
      return `${deviceId} is ${status}`;
    }),
  row('13', 'a Device that the Smart Metering Inventory knows is the same SMETS1 Device type there',
    (facts) => known(facts).every(isSame),
    (facts) => {
      const [, { deviceId, smetsVersion, deviceType }] = known(facts).find((each) => !isSame(each))!;
      return `${deviceId} is a ${smetsVersion} ${deviceType}`;
    }),
  ...CREDENTIAL_CHECKS,
];

/** First failing check of the Installation, or undefined when it goes into the MVF without one. */
export const checkCommonFileInstallation = (facts: CommonFileFacts): CheckFailure | undefined => firstFailure(COMMON_FILE_CHECKS, facts);
