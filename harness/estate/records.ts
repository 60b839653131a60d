/** The records that the parties of a healthy world hold about an estate: all agree with it. */
import type { Device, DeviceType, Estate, Installation } from '../../protocol/domain.ts';
import type { CplEntry, EpcEntry, ReferenceData, RegistrationRecord, SmsoAccount } from '../../protocol/checks/records.ts';
import { HOUR, MINUTE } from '../../protocol/time.ts';

const distinct = <T>(values: Iterable<T>, key: (value: T) => string): readonly T[] => {
  const found = new Map<string, T>();
  for (const value of values) if (!found.has(key(value))) found.set(key(value), value);
  return [...found.values()];
};

const productOf = ({ deviceType, manufacturer, model, firmwareVersion }: Device): CplEntry => ({ deviceType, manufacturer, model, firmwareVersion });

const combinationOf = ({ groupId, devices }: Installation): EpcEntry => {
  const models: Partial<Record<DeviceType, string>> = {};
  for (const each of devices) models[each.deviceType] = each.model;
  return { groupId, models };
};

const registrationOf = ({ mpan, mprn, electricity, gas }: Installation): readonly RegistrationRecord[] => [
  { mpxn: mpan, fuel: 'electricity', supplier: electricity.supplier, networkOperator: electricity.networkOperator },
  ...(mprn === undefined || gas === undefined ? []
    : [{ mpxn: mprn, fuel: 'gas' as const, supplier: gas.supplier, networkOperator: gas.networkOperator }]),
];

/** Every device of the estate on the CPL, every combination eligible, every MPxN registered as it is supplied. */
export const healthyReferenceData = (estate: Estate): ReferenceData => {
  const products = distinct(estate.installations.flatMap((each) => each.devices.map(productOf)), (entry) => JSON.stringify(entry));
  const daModels = new Set(estate.installations.filter((each) => each.groupId === 'DA').flatMap((each) => each.devices.map((device) => JSON.stringify(productOf(device)))));
  return {
    parties: estate.parties,
    registration: Object.fromEntries(estate.installations.flatMap(registrationOf).map((record) => [record.mpxn, record])),
    epc: distinct(estate.installations.map(combinationOf), (entry) => JSON.stringify(entry)),
    cpl: products,
    rpEpcl: products.filter((entry) => daModels.has(JSON.stringify(entry))),
  };
};

/**
 * What the SMSOs hold: configured, not blocked, heard an hour ago.
 * @param at virtual ms.
 */
export const smsoAccountsFor = (estate: Estate, at: number): readonly SmsoAccount[] =>
  estate.installations.map(({ id, ...installation }) => ({
    ...installation,
    installationId: id,
    lastWanContactAt: at - HOUR,
    ...(installation.gas !== undefined && { lastGsmeContactAt: at - 30 * MINUTE }),
    configurationDefects: [],
    blocked: false,
  }));
