/**
 * Reference lists that a user brings as JSON: Registration Data, the Eligible Product Combinations, the Central Products List,
 * the RP-EPCL and rows of the Smart Metering Inventory. A list that is given stands in place of the derived one, whole; it may
 * disagree with the estate, as the checks are there to find that out (law L4).
 */
import { z } from 'zod';
import { isMpan, isMprn } from '../../protocol/checks/mpxn.ts';
import type { CplEntry, EpcEntry, ReferenceData, RegistrationRecord, SmiDevice } from '../../protocol/checks/records.ts';
import { DEVICE_TYPES, GROUP_IDS, SMI_STATUSES, type Estate } from '../../protocol/domain.ts';
import type { EstateProblem } from './consistency.ts';
import { MAX_INSTALLATIONS } from './generate.ts';
import { deviceText, eui64, firmwareVersion, problemText, readJsonAs, signifier } from './json.ts';
import { healthyReferenceData } from './records.ts';

export interface ReferenceOverrides {
  readonly registration?: readonly RegistrationRecord[];
  readonly epc?: readonly EpcEntry[];
  readonly cpl?: readonly CplEntry[];
  readonly rpEpcl?: readonly CplEntry[];
  /** Rows that the Smart Metering Inventory holds before anything is migrated. */
  readonly smi?: readonly SmiDevice[];
}

export class ReferenceDataError extends Error {
  constructor(readonly problems: readonly EstateProblem[]) {
    super(problemText('not reference data:', 'the reference data', problems));
    this.name = 'ReferenceDataError';
  }
}

const MAX_MPXNS = 2 * MAX_INSTALLATIONS;
const MAX_PRODUCTS = 10_000;
const MAX_SMI_DEVICES = MAX_INSTALLATIONS * DEVICE_TYPES.length;

const atMost = <T extends z.ZodType>(each: T, most: number, noun: string) => z.array(each).max(most, `expected at most ${most} ${noun}`).exactOptional();

const registration = z.discriminatedUnion('fuel', [
  z.strictObject({
    mpxn: z.string().refine(isMpan, 'expected an MPAN, 13 digits with the right check digit'),
    fuel: z.literal('electricity'), supplier: signifier, networkOperator: signifier,
  }),
  z.strictObject({
    mpxn: z.string().refine(isMprn, 'expected an MPRN, 6 to 10 digits with the right check digits'),
    fuel: z.literal('gas'), supplier: signifier, networkOperator: signifier,
  }),
], 'expected fuel "electricity" or "gas"');

const combination = z.strictObject({
  groupId: z.enum(GROUP_IDS),
  models: z.partialRecord(z.enum(DEVICE_TYPES), deviceText).refine((models) => Object.keys(models).length > 0, 'expected the model of at least one Device type'),
});

const product = z.strictObject({ deviceType: z.enum(DEVICE_TYPES), manufacturer: deviceText, model: deviceText, firmwareVersion });

const smiDevice = z.strictObject({
  deviceId: eui64,
  deviceType: z.enum([...DEVICE_TYPES, 'CAD']),
  smetsVersion: z.enum(['SMETS1', 'SMETS2']),
  status: z.enum(SMI_STATUSES),
  manufacturer: deviceText,
  model: deviceText,
  firmwareVersion,
  importMpxn: z.string().refine((mpxn) => isMpan(mpxn) || isMprn(mpxn), 'expected an MPAN or an MPRN with the right check digits').exactOptional(),
  communicationsHub: eui64.exactOptional(),
});

const overrides = z.strictObject({
  registration: atMost(registration, MAX_MPXNS, 'MPxNs'),
  epc: atMost(combination, MAX_PRODUCTS, 'combinations'),
  cpl: atMost(product, MAX_PRODUCTS, 'products'),
  rpEpcl: atMost(product, MAX_PRODUCTS, 'products'),
  smi: atMost(smiDevice, MAX_SMI_DEVICES, 'Devices'),
});

/** What a record is found by has to be its own. */
const repeated = (list: string, member: string, keys: readonly string[]): readonly EstateProblem[] => {
  const first = new Map<string, number>();
  return keys.flatMap((key, index) => {
    const before = first.get(key);
    if (before === undefined) first.set(key, index);
    return before === undefined ? [] : [{ path: `${list}[${index}].${member}`, expected: `expected each once, ${key} stands at ${list}[${before}].${member} already` }];
  });
};

/** @throws ReferenceDataError with every problem found: the shape first and, where the shape is right, what stands twice. */
export const loadReference = (bytes: Uint8Array): ReferenceOverrides => {
  const loaded = readJsonAs<ReferenceOverrides>(bytes, overrides, ReferenceDataError);
  const problems = [
    ...repeated('registration', 'mpxn', (loaded.registration ?? []).map(({ mpxn }) => mpxn)),
    ...repeated('smi', 'deviceId', (loaded.smi ?? []).map(({ deviceId }) => deviceId)),
  ];
  if (problems.length > 0) throw new ReferenceDataError(problems);
  return loaded;
};

/** The lists of a healthy world of the estate, to be changed and given back; the Smart Metering Inventory knows nothing yet. */
export const derivedReference = (estate: Estate): Required<ReferenceOverrides> => {
  const { registration: records, epc, cpl, rpEpcl } = healthyReferenceData(estate);
  const registered = (mpxn: string | undefined) => (mpxn === undefined ? undefined : records[mpxn]);
  return {
    registration: estate.installations.flatMap(({ mpan, mprn }) => [registered(mpan), registered(mprn)]).filter((record) => record !== undefined),
    epc, cpl, rpEpcl, smi: [],
  };
};

/** What the parties hold: the user's lists where given, else the estate's. */
export const referenceDataFor = (estate: Estate, { registration: records, epc, cpl, rpEpcl }: ReferenceOverrides = {}): ReferenceData => {
  const derived = healthyReferenceData(estate);
  return {
    parties: derived.parties,
    registration: records === undefined ? derived.registration : Object.fromEntries(records.map((record) => [record.mpxn, record])),
    epc: epc ?? derived.epc, cpl: cpl ?? derived.cpl, rpEpcl: rpEpcl ?? derived.rpEpcl,
  };
};
