/** A small healthy world for the check tests: an estate, its records, a PKI, and facts built from them. */
import { DCC, authorisersOf, generateEstate, maRecordFor, referenceDataFor, smsoAccountsFor, type PartyCertificates, type Shape } from '../../harness/estate/index.ts';
import { device, type Estate, type GroupId, type Installation } from '../../protocol/domain.ts';
import type { AuthorisationFacts } from '../../protocol/checks/authorisation.ts';
import type { Requester } from '../../protocol/checks/authorisationFacts.ts';
import type { CommonFileFacts } from '../../protocol/checks/commonFile.ts';
import type { SmsoAccount } from '../../protocol/checks/records.ts';
import type { DeviceCredentials, MaRecord, McfInstallation } from '../../protocol/files/types.ts';
import { createPki } from '../../protocol/security/pki.ts';
import { londonTime } from '../../protocol/time.ts';

export const WEEK = '2020-11-09';
export const CUT_OFF = londonTime('2020-11-05', '10:00');
export const NOW = londonTime('2020-11-05', '14:00');

export const pki = createPki('checks', NOW);

const partyOf = (estate: Estate, signifier: string) => estate.parties.find((party) => party.signifier === signifier)!;

/** Critical and non-critical certificate ids of a SEC Party, issued on demand. */
export const certificatesOf = (estate: Estate) => (signifier: string): PartyCertificates => {
  const { entityId, role } = partyOf(estate, signifier);
  const id = (label: string) => {
    const { serial, issuer } = pki.issue({ name: signifier, entityId, remotePartyRole: role, usage: 'digitalSignature', label }).certificate;
    return { serial, issuer };
  };
  return { critical: id('critical'), nonCritical: id('non-critical') };
};

/** Made once each: nothing here is changed, only copied with a change. */
const once = <T>(make: (groupId: GroupId, shape: Shape, installations: number) => T): ((groupId: GroupId, shape: Shape, installations?: number) => T) => {
  const made = new Map<string, T>();
  return (groupId, shape, installations = 1) => {
    const name = `${groupId} ${shape} ${installations}`;
    if (!made.has(name)) made.set(name, make(groupId, shape, installations));
    return made.get(name)!;
  };
};

export const estateOf = once((groupId, shape, installations): Estate => generateEstate({ seed: 'checks', installations, groups: [groupId], shape }));

export const lookup = (accounts: readonly SmsoAccount[]) => (mpxn: string): SmsoAccount | undefined =>
  accounts.find((account) => account.mpan === mpxn || account.mprn === mpxn);

/** Facts about one record of one Installation's authoriser; the file holds all records of that authoriser. */
export const authorisationFacts = (estate: Estate, installation: Installation, authoriser = authorisersOf(installation)[0]!): AuthorisationFacts => {
  const recordOf = (each: Installation): MaRecord => maRecordFor(each, { migrationWeek: WEEK, certificates: certificatesOf(estate), authoriser });
  const theirs = estate.installations.filter((each) => authorisersOf(each).includes(authoriser));
  const requester: Requester = authoriser === DCC ? { kind: 'dcc' } : { kind: 'supplier', party: partyOf(estate, authoriser) };
  const index = theirs.indexOf(installation);
  const records = theirs.map(recordOf);
  return {
    ruleSet: 'v3.1', groupId: installation.groupId, record: records[index]!, index, records, requester,
    accounts: lookup(smsoAccountsFor(estate, NOW)),
    reference: referenceDataFor(estate),
    now: NOW, receivedAt: CUT_OFF, cutOffAt: CUT_OFF, weekCapacity: records.length,
    previouslyAuthorised: () => false,
    authorisedForWeek: () => true,
  };
};

export const facts = once((groupId, shape): AuthorisationFacts => {
  const estate = estateOf(groupId, shape);
  return authorisationFacts(estate, estate.installations[0]!);
});

/** The same facts with the record changed, in the file too. */
export const withRecord = (base: AuthorisationFacts, change: Partial<MaRecord>): AuthorisationFacts => {
  const record = { ...base.record, ...change };
  return { ...base, record, records: base.records.map((each, index) => (index === base.index ? record : each)) };
};

/** The same facts with every account changed. */
export const withAccount = (base: AuthorisationFacts, change: (account: SmsoAccount) => Partial<SmsoAccount>): AuthorisationFacts => ({
  ...base,
  accounts: (mpxn) => {
    const account = base.accounts(mpxn);
    return account && { ...account, ...change(account) };
  },
});

/** What the Requesting Party would write into the MCF from the accounts and the MAs: credentials of all whose MA gives them. */
export const mcfInstallation = (estate: Estate, installation: Installation): McfInstallation => {
  const { electricity, gas, mpan, mprn } = installation;
  const ids = certificatesOf(estate);
  const authorisers = authorisersOf(installation);
  const authorised = (supply: Installation['gas']) => supply !== undefined && (supply.active || authorisers.includes(DCC));
  const credentials: DeviceCredentials[] = [];
  const add = (deviceType: DeviceCredentials['deviceType'], supply: Installation['gas']) => {
    if (supply === undefined || !authorised(supply)) return;
    credentials.push({ deviceType, remotePartyRole: 'Supplier', ...ids(supply.supplier) });
    credentials.push({ deviceType, remotePartyRole: 'NetworkOperator', ...ids(supply.networkOperator) });
  };
  add('ESME', electricity);
  add('GSME', gas);
  add('GPF', gas);
  return {
    installationId: installation.id, mpan, electricitySupplier: electricity.supplier,
    ...(mprn !== undefined && gas !== undefined && { mprn, gasSupplier: gas.supplier }),
    priority: false, devices: installation.devices, credentials,
  };
};

export const commonFileFacts = (estate: Estate, installation: Installation): CommonFileFacts => ({
  installation: mcfInstallation(estate, installation), groupId: installation.groupId,
  reference: referenceDataFor(estate), trust: pki.trustStore(), smi: () => undefined, now: NOW,
});

export const deviceIdOf = (installation: Pick<Installation, 'devices'>, type: 'CHF' | 'ESME' | 'GSME' | 'GPF') => device(installation, type)!.deviceId;
