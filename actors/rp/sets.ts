/** Migration sets: who joins which, what their files say, what happens when a Group File was refused (Guide Table 5 steps 6-11; MEHRS 2.5.7). */
import { address, type Address, type GroupId } from '../../protocol/domain.ts';
import { keyedDevices } from '../../protocol/checks/requiredFileSet.ts';
import type { DeviceCredentials, MaRecord, Mcf, McfInstallation, Mef, Mgf, MigrationFile } from '../../protocol/files/types.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { MINUTE, addDays, londonTime, type LocalDate } from '../../protocol/time.ts';
import { seal } from '../../protocol/security/encrypt.ts';
import { defined } from '../../protocol/defined.ts';
import { commissionerOf, control, sealFile } from '../shared/files.ts';
import { Refusal, type Context, type Rendered } from '../runtime/party.ts';
import { gate } from './gate.ts';
import { count, partiesTo, touched } from './summary.ts';
import type { Authorised, MigrationSet, RpTables, SetFile } from './tables.ts';

type Rp = Context<RpTables>;

export const dayOpensAt = ({ header }: MigrationSet): number => londonTime(header.migrationDay, '00:00');
export const mcfDueAt = ({ header }: MigrationSet, { ruleSet }: Pick<Rp, 'ruleSet'>): number => londonTime(addDays(header.migrationDay, -1), ruleSet.mcfAt);
export const authorisationEndsAt = ({ migrationWeek }: Authorised, { ruleSet }: Pick<Rp, 'ruleSet'>): number =>
  londonTime(addDays(migrationWeek, ruleSet.migrationWeekDays), '00:00');

/** Key of the authorisation under way. @throws Refusal when there is none. */
export const currentKey = (installationId: string, { store }: Rp): string => {
  const key = store.get('current', installationId);
  if (key === undefined) throw new Refusal(`no authorisation of ${installationId} under way`);
  return key;
};

const memberIds = (set: MigrationSet, { store }: Rp): readonly string[] => set.members.map((key) => store.need('authorised', key).installationId);

interface SetKind {
  readonly groupId: GroupId;
  readonly day: LocalDate;
  /** Signifier of the supplier that commissions, absent when DCC does. */
  readonly supplier?: string;
  readonly name: string;
}

/** Sets are of one day, group and commissioner (R2-15). */
const kindOf = (from: Authorised, { store }: Rp): SetKind => {
  const { groupId, electricity, gas } = store.need('accounts', from.installationId);
  const mixed = gas !== undefined && (gas.supplier !== electricity.supplier || gas.active !== electricity.active);
  // Split supply and any Dormant meter must use the Commissioning Party, whatever the MA says (ruling A-44).
  const byDcc = from.authorisations.some(({ record }) => record.toBeCommissionedByDCC !== 'False') || mixed || !electricity.active;
  const day = from.migrationDay;
  const commissioner = byDcc ? 'CP' : electricity.supplier;
  return { groupId, day, ...(byDcc ? {} : { supplier: electricity.supplier }), name: `${groupId}-${day.replaceAll('-', '')}-${commissioner}` };
};

const open = (from: Authorised, context: Rp, resubmission: boolean): MigrationSet => {
  const { store, directory, address: self } = context;
  const { groupId, day, supplier, name } = kindOf(from, context);
  const commissioner = supplier === undefined ? undefined : directory.addressOfSignifier(supplier);
  return {
    header: {
      migrationSetId: `${name}-${store.next(`set ${name}`)}`,
      groupId, requestingPartyId: directory.entityOf(self), migrationDay: day, toBeCommissionedByDCC: commissioner === undefined,
      ...defined({ commissioningSupplierId: commissioner && directory.entityOf(commissioner) }),
    },
    members: [], resubmission, unsettled: [], ready: [], sent: {},
  };
};

/** An accepted Installation joins the set of its day, group and commissioner that has not been sent yet. */
export const joinSet = (key: string, context: Rp): Rendered => {
  const { store } = context;
  const authorised = store.need('authorised', key);
  const kind = kindOf(authorised, context);
  const found = store.get('openSets', kind.name);
  const openSet = found === undefined ? undefined : store.get('sets', found);
  const set = openSet === undefined || openSet.sent.MCF !== undefined ? open(authorised, context, false) : openSet;
  const setId = set.header.migrationSetId;
  store.put('openSets', kind.name, setId);
  store.put('sets', setId, { ...set, members: [...set.members, key] });
  store.put('authorised', key, { ...authorised, setId });
  return { tell: [{ machine: 'rp.set', key: setId, event: { type: 'PLAN' } }] };
};

const credentialsIn = (record: MaRecord, account: McfInstallation): readonly DeviceCredentials[] => {
  const row = (deviceType: DeviceCredentials['deviceType'], remotePartyRole: DeviceCredentials['remotePartyRole'], critical: { serial: string; issuer: string }, nonCritical: { serial: string; issuer: string }) =>
    (critical.serial === '' || nonCritical.serial === '' ? [] : [{ deviceType, remotePartyRole, critical, nonCritical }]);
  const gas = account.devices.some(({ deviceType }) => deviceType === 'GSME') ? (['GSME', 'GPF'] as const) : [];
  return [
    ...row('ESME', 'Supplier', record.esmeSupplierCritical, record.esmeSupplierNonCritical),
    ...row('ESME', 'NetworkOperator', record.esmeNetworkOperatorCritical, record.esmeNetworkOperatorNonCritical),
    ...gas.flatMap((type) => [
      ...row(type, 'Supplier', record.gasSupplierCritical, record.gasSupplierNonCritical),
      ...row(type, 'NetworkOperator', record.gasNetworkOperatorCritical, record.gasNetworkOperatorNonCritical),
    ]),
  ];
};

const commonEntry = (key: string, { store }: Rp): McfInstallation => {
  const authorised = store.need('authorised', key);
  const { installationId, mpan, mprn, electricity, gas, devices } = store.need('accounts', authorised.installationId);
  const entry: McfInstallation = {
    installationId, mpan, ...defined({ mprn }), electricitySupplier: electricity.supplier,
    ...defined({ gasSupplier: gas?.supplier }), priority: authorised.authorisations.some(({ record }) => record.priority === 'True'), devices, credentials: [],
  };
  return { ...entry, credentials: authorised.authorisations.flatMap(({ record }) => credentialsIn(record, entry)) };
};

const file = (setId: string, body: MigrationFile, context: Rp, commissioner: readonly Address[]): Rendered => ({
  send: [{ key: setId, body: sealFile(body, context), named: { commissioner } }],
});

/** An earlier authorisation's attempt has begun and is not over: what is authorised besides has to wait for it (law L6; decision D-345). */
const isUnderWay = (key: string, { store }: Rp): boolean => {
  const other = store.get('current', store.need('authorised', key).installationId);
  if (other === undefined || other === key) return false;
  const { completed, setId, toCorrect } = store.need('authorised', other);
  return !completed && toCorrect === undefined && store.get('sets', setId)?.sent.MCF !== undefined;
};

/** From its Common File on it is this authorisation that is spoken of; what an earlier one left with the DCC stays there (ruling A-26). */
const takeTurn = (key: string, { store }: Rp): void => {
  const authorised = store.need('authorised', key);
  const other = store.get('current', authorised.installationId);
  if (other === undefined || other === key) return;
  const { withDcc, waiveWanContact } = store.need('authorised', other);
  store.put('authorised', key, { ...authorised, withDcc, waiveWanContact });
  store.put('current', authorised.installationId, key);
};

/** Who goes into a Common File: whoever is still authorised and cleared for it; sent again, it has whom it had (MEHRS 2.4.1, 2.4.2). */
export const goingIn = ({ members, sent }: MigrationSet, context: Rp): readonly string[] =>
  (sent.MCF === undefined ? stillValid(members, context).filter((key) => context.store.need('authorised', key).cleared && !isUnderWay(key, context)) : members);

export const sendMcf = (setId: string, context: Rp): Rendered => {
  const { store } = context;
  const held = store.need('sets', setId);
  const set = { ...held, members: goingIn(held, context) };
  if (held.sent.MCF === undefined) for (const key of set.members) takeTurn(key, context);
  const entries = set.members.map((key) => commonEntry(key, context));
  // Priority ones first (MEHRS 2.4.1), then as they came.
  const installations = [...entries.filter(({ priority }) => priority), ...entries.filter(({ priority }) => !priority)];
  const mcf: Mcf = { type: 'MCF', header: set.header, control: control(context, 'MCF'), installations };
  store.put('sets', setId, sentOnceMore(set, 'MCF'));
  store.put('headers', setId, set.header);
  const counted = set.members.map((key) => partiesTo(store.need('authorised', key)));
  for (const parties of counted) count(parties, ['installationsInMcf'], context);
  return { ...file(setId, mcf, context, commissionerOf(set.header, context.directory)), tell: touched(counted.flat()) };
};

const tellMembers = (members: readonly string[], type: string): Rendered => ({
  tell: members.map((key) => ({ machine: 'rp.installation', key, event: { type } })),
});

export const announceMcf = (setId: string, { store }: Rp): Rendered => tellMembers(store.need('sets', setId).members, 'INCLUDED');
export const announceNoMvf = (setId: string, { store }: Rp): Rendered =>
  tellMembers(store.need('sets', setId).members.filter((key) => !store.need('authorised', key).completed), 'NO_MVF');
export const announceFiles = (setId: string, { store }: Rp): Rendered => tellMembers(store.need('sets', setId).ready, 'FILES_SENT');

/** The Migration Day begins: the gate of R2-06 for every Installation the MVF has passed. */
export const openDay = (setId: string, context: Rp): Rendered => {
  const { store } = context;
  const set = store.need('sets', setId);
  const passed = set.members.filter((key) => {
    const { installationId, completed } = store.need('authorised', key);
    return !completed && set.mvf?.installations.some((entry) => entry.installationId === installationId && entry.failure === undefined);
  });
  store.put('sets', setId, { ...set, unsettled: passed });
  if (passed.length === 0) return { tell: [{ machine: 'rp.set', key: setId, event: { type: 'SETTLED_EMPTY' } }] };
  return { tell: passed.map((key) => gate(key, set, context)) };
};

/** One member's hand-over is settled; the last one lets the Group Files be made, if any is ready. */
export const settle = (key: string, ready: boolean, { store }: Rp): Rendered => {
  const { setId } = store.need('authorised', key);
  const set = store.get('sets', setId);
  if (set === undefined || !set.unsettled.includes(key)) return {};
  const unsettled = set.unsettled.filter((each) => each !== key);
  const settled = { ...set, unsettled, ready: ready ? [...set.ready, key] : set.ready };
  store.put('sets', setId, settled);
  if (unsettled.length > 0) return {};
  const type = settled.ready.length === 0 ? 'SETTLED_EMPTY' : 'SETTLED_READY';
  return { tell: [{ machine: 'rp.set', key: setId, event: { type } }] };
};

const sentOnceMore = (set: MigrationSet, file: SetFile): MigrationSet => ({ ...set, sent: { ...set.sent, [file]: (set.sent[file] ?? 0) + 1 } });

/** Notes that a Group File of the set goes out. */
const sentNow = (setId: string, file: 'MGF' | 'MEF', { store }: Rp): MigrationSet => {
  const noted = sentOnceMore(store.need('sets', setId), file);
  store.put('sets', setId, noted);
  return noted;
};

export const sendMgf = (setId: string, context: Rp): Rendered => {
  const { store } = context;
  const { header, ready } = sentNow(setId, 'MGF', context);
  const installations = ready.map((key) => {
    const { installationId } = store.need('authorised', key);
    const { imsi, ipAddress } = store.need('accounts', installationId);
    return { installationId, imsi, ipAddress, apn: GROUP_RULES[header.groupId].apn };
  });
  const mgf: Mgf = { type: 'MGF', header, control: control(context, 'MGF'), installations };
  return file(setId, mgf, context, []);
};

/** Each device key in two halves, each sealed to the party that is to hold it and to nobody else (law L7, R2-03). */
export const sendMef = (setId: string, context: Rp): Rendered => {
  const { store, recipients, cohort, seed } = context;
  const { header, ready } = sentNow(setId, 'MEF', context);
  const made = control(context, 'MEF');
  const sealed = (half: string, to: Address, label: string) => seal(Buffer.from(half, 'base64'), recipients(to), seed, `${label} ${made.counter} ${to}`);
  const installations = ready.map((key) => {
    const { installationId } = store.need('authorised', key);
    const account = store.need('accounts', installationId);
    const devices = keyedDevices(account).flatMap(({ deviceId, deviceType }) => {
      const keys = store.get('deviceKeys', deviceId);
      // The SMSO has given none of a device that is new in its records; whether one is missing, the S1SP says (2.5.10).
      if (keys === undefined) return [];
      return [{ deviceId, deviceType, s1spShare: sealed(keys.s1sp, address('s1sp', cohort), deviceId), dcoShare: sealed(keys.dco, address('dco'), deviceId) }];
    });
    return { installationId, devices };
  });
  const mef: Mef = { type: 'MEF', header, control: made, installations };
  return file(setId, mef, context, []);
};

/** Virtual ms at which the window of TMAD 5.18 and 5.24 ends; never while there is no MVF. */
export const fileSetClosesAt = ({ mvf }: MigrationSet, { ruleSet }: Rp): number => (mvf === undefined ? Infinity : mvf.control.generatedAt + ruleSet.requiredFileSetMinutes * MINUTE);
/** Members that are with the DCC. */
export const handedOver = ({ members }: MigrationSet, { store }: Rp): readonly string[] => members.filter((key) => store.need('authorised', key).withDcc);

/** The DCC holds what nobody could migrate and its Migration Week has ended (rulings A-17, A-26); before that the S1SP still tells of it. */
export const announceExpired = (setId: string, context: Rp): Rendered => {
  const { store } = context;
  const waiting = handedOver(store.need('sets', setId), context).filter((key) => {
    const authorised = store.need('authorised', key);
    return !authorised.completed && authorised.setId === setId && authorised.scfSetId !== setId && context.now >= authorisationEndsAt(authorised, context);
  });
  return { tell: waiting.map((key) => ({ machine: 'rp.installation', key, event: { type: 'AUTHORISATION_EXPIRED' } })) };
};

export const stillValid = (keys: readonly string[], context: Rp): readonly string[] => keys.filter((key) => {
  const authorised = context.store.need('authorised', key);
  return !authorised.completed && context.now < authorisationEndsAt(authorised, context);
});

/** A new set, with a new header, for those of the old one whose authorisation stands and that another remedy has not put into a newer one. */
const replace = (setId: string, keys: readonly string[], isHandedOver: boolean, context: Rp): Rendered => {
  const { store } = context;
  const members = stillValid(keys, context).filter((key) => store.need('authorised', key).setId === setId);
  const first = members[0];
  if (first === undefined) return {};
  const renewed = { ...open(store.need('authorised', first), context, isHandedOver), members };
  const newId = renewed.header.migrationSetId;
  store.put('sets', newId, renewed);
  for (const key of members) store.put('authorised', key, { ...store.need('authorised', key), setId: newId, ...(isHandedOver && GROUP_RULES[renewed.header.groupId].waivesWanContact ? { waiveWanContact: true } : {}) });
  return { tell: [{ machine: 'rp.set', key: newId, event: { type: 'PLAN' } }] };
};

/** A new Common File for Installations that are with the DCC already, without what their group leaves out (MEHRS 2.5.6 to 2.5.11; ruling A-26). */
export const resubmit = (setId: string, keys: readonly string[], context: Rp): Rendered => replace(setId, keys, true, context);
export const startNewSet = (setId: string, context: Rp): Rendered => resubmit(setId, handedOver(context.store.need('sets', setId), context), context);

/** A new Common File for Installations whose validation was refused before hand-over (MEHRS 2.4.5; ruling A-22). */
export const renewSet = (setId: string, context: Rp): Rendered => replace(setId, context.store.need('sets', setId).members, false, context);

export const suppliersOf = (set: MigrationSet, context: Rp): readonly string[] => [...new Set(memberIds(set, context).flatMap((id) => {
  const { electricity, gas } = context.store.need('accounts', id);
  return [electricity.supplier, ...(gas === undefined ? [] : [gas.supplier])];
}))];
export { memberIds };
