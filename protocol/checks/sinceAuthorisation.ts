/**
 * What may have changed between a Migration Authorisation and the hand-over: the rows of Table A.1 that the Requesting Party
 * reports when an Installation it accepted can no longer be migrated. A row is named by its reason code and holds while
 * there is nothing to report.
 */
import { device, type Eui64, type GroupId } from '../domain.ts';
import type { Check, CheckFailure } from './check.ts';
import { firstFailure } from './check.ts';
import { isListed } from './lists.ts';
import type { ReferenceData, SmsoAccount } from './records.ts';

/** What the SMSO knew of the Installation when the authorisation was accepted. */
export interface Submitted {
  readonly mpan: string;
  readonly mprn?: string;
  readonly electricitySupplier: string;
  readonly gasSupplier?: string;
  readonly deviceIds: readonly Eui64[];
  readonly paymentCards: { readonly ESME?: string; readonly GSME?: string };
}

export const submittedOf = ({ mpan, mprn, electricity, gas, devices, paymentCards = {} }: SmsoAccount): Submitted => ({
  mpan, ...(mprn === undefined ? {} : { mprn }), electricitySupplier: electricity.supplier, ...(gas === undefined ? {} : { gasSupplier: gas.supplier }),
  deviceIds: devices.map(({ deviceId }) => deviceId), paymentCards,
});

export interface SinceFacts {
  /** As the SMSO shows it now. */
  readonly account: SmsoAccount;
  readonly submitted: Submitted;
  readonly authorisedBy: 'dcc' | 'supplier';
  readonly reference: ReferenceData;
}

const IE: readonly GroupId[] = ['AA', 'BA', 'CA'];
const NOT_DA: readonly GroupId[] = [...IE, 'CB', 'EA', 'EB'];
const IE_AND_FOC: readonly GroupId[] = [...IE, 'EA', 'EB'];
const TABLE = 'MEHRS Table A.1';

const attested = (id: string, title: string, groups: readonly GroupId[] | undefined, holds: Check<SinceFacts>['holds']): Check<SinceFacts> =>
  ({ id, title, clause: TABLE, profile: 'attested', ...(groups === undefined ? {} : { groups }), holds });

const anyActive = ({ electricity, gas }: SmsoAccount): boolean => electricity.active || gas?.active === true;

/** Before the gate, in the order of Table A.1. */
export const SINCE_AUTHORISATION_CHECKS: readonly Check<SinceFacts>[] = [
  // Table A.1 gives MA107 to AA, BA and CA only; elsewhere the authorisation is looked at again (ruling A-15).
  attested('MA012', 'an Installation that DCC authorised still has no Active meter', ['CB', 'DA', 'EA', 'EB'],
    ({ account, authorisedBy }) => authorisedBy === 'supplier' || !anyActive(account)),
  attested('MA102', 'an ESME is registered at the MPAN', NOT_DA,
    ({ account, submitted }) => account.closedAt === undefined && account.mpan === submitted.mpan && device(account, 'ESME') !== undefined),
  attested('MA103', 'a GSME is registered at the MPRN', NOT_DA,
    ({ account, submitted }) => submitted.mprn === undefined || (account.mprn === submitted.mprn && device(account, 'GSME') !== undefined)),
  attested('MA104', 'the supplier still operates the MPAN', undefined,
    ({ account, submitted, authorisedBy }) => authorisedBy === 'dcc' || account.electricity.supplier === submitted.electricitySupplier),
  attested('MA105', 'the supplier still operates the MPRN', undefined,
    ({ account, submitted, authorisedBy }) => authorisedBy === 'dcc' || submitted.gasSupplier === undefined || account.gas === undefined || account.gas.supplier === submitted.gasSupplier),
  attested('MA107', 'an Installation that DCC authorised still has no Active meter', IE,
    ({ account, authorisedBy }) => authorisedBy === 'supplier' || !anyActive(account)),
  attested('MA108', "DCC's authorisation of a Dormant dual-fuel Installation includes its MPRN", NOT_DA,
    ({ account, submitted, authorisedBy }) => authorisedBy === 'supplier' || account.mprn === undefined || submitted.mprn !== undefined),
  attested('MA109', 'every Device has a Central Products List entry', NOT_DA,
    ({ account, reference }) => account.devices.every((each) => isListed(reference.cpl, each))),
  attested('MA529', 'the Installation has the Devices and MPxNs it had', ['DA'],
    ({ account, submitted }) => account.closedAt === undefined && account.mpan === submitted.mpan && account.mprn === submitted.mprn
      && account.devices.length === submitted.deviceIds.length && account.devices.every(({ deviceId }) => submitted.deviceIds.includes(deviceId))),
];

/** After the gate. */
export const STANDING_CHECKS: readonly Check<SinceFacts>[] = [
  attested('MA114', 'the SMSO is not updating or configuring the Installation', NOT_DA, ({ account }) => account.beingConfigured !== true),
  attested('MA117', 'the Installation is not blocked from being migrated', IE_AND_FOC, ({ account }) => !account.blocked),
];

export const checkSinceAuthorisation = (facts: SinceFacts): CheckFailure | undefined => firstFailure(SINCE_AUTHORISATION_CHECKS, facts, facts.account.groupId);
export const checkStanding = (facts: SinceFacts): CheckFailure | undefined => firstFailure(STANDING_CHECKS, facts, facts.account.groupId);
