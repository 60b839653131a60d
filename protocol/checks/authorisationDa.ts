/**
 * Table 1 of MEHRS 2.3.2, MA501 to MA518 (Group ID DA only) and MA999. A row holds when there is nothing to report;
 * Table A.1 decides the polarity where Table 1 states the failing condition.
 */
import { device, type Device, type DeviceType } from '../domain.ts';
import {
  GROUPS_DA, GROUPS_IE_AND_DA, TABLE_1,
  certificateIds, hasDevice, isDualFuel, isOpen, missingMpxn, mpxnsOf, oneAuthoriserForBoth, sitesOf, type AuthorisationFacts,
} from './authorisationFacts.ts';
import type { MaRecord } from '../files/types.ts';
import type { Check } from './check.ts';
import { inCombination, isListed, isModelListed } from './lists.ts';

const deviceOf = (facts: AuthorisationFacts, type: DeviceType): Device | undefined => {
  const { account } = sitesOf(facts);
  return account === undefined ? undefined : device(account, type);
};

/** Where each MPxN of a file stands first; a file may have many thousand records. */
const FIRST_PLACES = new WeakMap<readonly MaRecord[], ReadonlyMap<string, number>>();
const firstPlaces = (records: readonly MaRecord[]): ReadonlyMap<string, number> => {
  let places = FIRST_PLACES.get(records);
  if (places === undefined) {
    const found = new Map<string, number>();
    records.forEach((record, index) => mpxnsOf(record).forEach((mpxn) => void (found.has(mpxn) || found.set(mpxn, index))));
    FIRST_PLACES.set(records, (places = found));
  }
  return places;
};

/** A model that is not on the list at all is MA518, so firmware is only looked at where the model is listed. */
const firmwareListed = (id: string, type: 'CHF' | 'ESME' | 'GSME', name: string): Check<AuthorisationFacts> => ({
  id,
  title: `the firmware of the ${name} is in the RP-EPCL`,
  clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
  holds: (facts) => {
    const found = deviceOf(facts, type);
    return found === undefined || !isModelListed(facts.reference.rpEpcl, found) || isListed(facts.reference.rpEpcl, found);
  },
  detail: (facts) => {
    const { model, firmwareVersion } = deviceOf(facts, type)!;
    return `${model} with firmware ${firmwareVersion}`;
  },
});

const ownPaymentCard = (id: string, meter: 'ESME' | 'GSME'): Check<AuthorisationFacts> => ({
  id,
  title: `a payment card of the ${meter} belongs to its Responsible Supplier`,
  clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
  holds: (facts) => {
    const { account } = sitesOf(facts);
    const card = account?.paymentCards?.[meter];
    return card === undefined || card === (meter === 'ESME' ? account!.electricity : account!.gas)?.supplier;
  },
  detail: (facts) => `payment card of ${sitesOf(facts).account!.paymentCards![meter]}`,
});

const flags = ['', 'True', 'False'];

export const DA_AUTHORISATION_CHECKS: readonly Check<AuthorisationFacts>[] = [
  {
    id: 'MA501',
    title: 'the MPAN is an MPAN of the SMSO system',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => facts.record.mpan === '' || sitesOf(facts).electricity?.mpan === facts.record.mpan,
    detail: ({ record }) => `MPAN ${record.mpan}`,
  },
  {
    id: 'MA502',
    title: 'the MPRN is an MPRN of the SMSO system',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => facts.record.mprn === '' || sitesOf(facts).gas?.mprn === facts.record.mprn,
    detail: ({ record }) => `MPRN ${record.mprn}`,
  },
  {
    id: 'MA503',
    title: 'a meter of its fuel and a Communications Hub are linked to each MPxN',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => {
      const { electricity, gas } = sitesOf(facts);
      return (electricity === undefined || (hasDevice(electricity, 'CHF') && hasDevice(electricity, 'ESME')))
        && (gas === undefined || (hasDevice(gas, 'CHF') && hasDevice(gas, 'GSME')));
    },
    detail: ({ record }) => `linked to ${mpxnsOf(record).join(' and ')}: meter or Communications Hub missing`,
  },
  {
    id: 'MA504',
    title: 'no other MA file holds the Installation',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => !facts.previouslyAuthorised(mpxnsOf(facts.record)),
    detail: ({ record }) => `${mpxnsOf(record).join(' and ')} in another MA file`,
  },
  {
    id: 'MA505',
    title: 'no earlier record of the file holds the Installation',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: ({ record, records, index }) => mpxnsOf(record).every((mpxn) => firstPlaces(records).get(mpxn) === index),
    detail: ({ record }) => `${mpxnsOf(record).join(' and ')} in an earlier record`,
  },
  firmwareListed('MA506', 'CHF', 'Communications Hub'),
  firmwareListed('MA507', 'ESME', 'ESME'),
  firmwareListed('MA508', 'GSME', 'GSME'),
  {
    id: 'MA509',
    title: 'the Installation is not a GSME alone',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => {
      const { account } = sitesOf(facts);
      return account === undefined || hasDevice(account, 'ESME') || !hasDevice(account, 'GSME');
    },
    detail: (facts) => `${sitesOf(facts).account!.installationId} has a GSME and no ESME`,
  },
  {
    id: 'MA510',
    title: 'the record lies within the capacity of its Migration Week, in file order',
    clause: `${TABLE_1}; A-13`, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => facts.weekCapacity === undefined || positionInWeek(facts) <= facts.weekCapacity,
    detail: (facts) => `record ${positionInWeek(facts)} of the week, capacity ${facts.weekCapacity}`,
  },
  {
    id: 'MA511',
    title: 'the MA was received by the cut-off of its Migration Week',
    clause: `${TABLE_1}; A-02`, profile: 'attested', groups: GROUPS_DA,
    holds: ({ receivedAt, cutOffAt }) => receivedAt <= cutOffAt,
    detail: ({ receivedAt, cutOffAt }) => `received ${Math.ceil((receivedAt - cutOffAt) / 60_000)} min after the cut-off`,
  },
  {
    id: 'MA512',
    title: 'a Migration Week is given',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: ({ record }) => record.migrationWeek !== '',
    detail: () => 'no Migration Week',
  },
  {
    id: 'MA513',
    title: 'the MPxNs are those of one Installation, and complete for the supplier or DCC that authorises both fuels',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => {
      const { electricity, gas, account } = sitesOf(facts);
      if (electricity !== undefined && gas !== undefined && electricity.installationId !== gas.installationId) return false;
      return account === undefined || !oneAuthoriserForBoth(facts, account) || !isDualFuel(account) || missingMpxn(facts, account) === undefined;
    },
    detail: ({ record }) => `MPAN "${record.mpan}" and MPRN "${record.mprn}" do not match the SMSO's Installation`,
  },
  {
    id: 'MA514',
    title: 'the MPxNs still exist in the SMSO system',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => {
      const { electricity, gas } = sitesOf(facts);
      return (electricity === undefined || isOpen(electricity)) && (gas === undefined || isOpen(gas));
    },
    detail: ({ record }) => `account of ${mpxnsOf(record).join(' and ')} closed`,
  },
  {
    id: 'MA515',
    title: 'an MPAN or an MPRN is given',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: ({ record }) => mpxnsOf(record).length > 0,
    detail: () => 'neither MPAN nor MPRN given',
  },
  ownPaymentCard('MA516', 'ESME'),
  ownPaymentCard('MA517', 'GSME'),
  {
    id: 'MA518',
    title: 'the product model of every Device is in the RP-EPCL',
    clause: TABLE_1, profile: 'attested', groups: GROUPS_DA,
    holds: (facts) => unlistedModel(facts) === undefined,
    detail: (facts) => {
      const { deviceType, model } = unlistedModel(facts)!;
      return `${deviceType} ${model}`;
    },
  },
  {
    id: 'MA999',
    // What falls under it is not attested: values that no other row reads and the Requesting Party cannot interpret.
    title: 'the flags of the record are True, False or empty, and no issuer name stands without a serial number',
    clause: `${TABLE_1}; A-14`, profile: 'emulator', groups: GROUPS_IE_AND_DA,
    holds: ({ record }) => flags.includes(record.priority) && flags.includes(record.toBeCommissionedByDCC) && issuerAlone(record) === undefined,
    detail: ({ record }) => {
      const issuer = issuerAlone(record);
      return issuer === undefined ? `priority "${record.priority}", ToBeCommissionedByDCC "${record.toBeCommissionedByDCC}"` : `issuer "${issuer}" without a serial number`;
    },
  },
];

/** 1 for the first record of its Migration Week in the file. */
function positionInWeek({ record, records, index }: AuthorisationFacts): number {
  let position = 1;
  for (let earlier = 0; earlier < index; earlier += 1) if (records[earlier]!.migrationWeek === record.migrationWeek) position += 1;
  return position;
}

function unlistedModel(facts: AuthorisationFacts): Device | undefined {
  return sitesOf(facts).account?.devices.find((each) => inCombination(each) && !isModelListed(facts.reference.rpEpcl, each));
}

function issuerAlone(record: MaRecord): string | undefined {
  return certificateIds(record).find(({ serial, issuer }) => serial === '' && issuer !== '')?.issuer;
}
