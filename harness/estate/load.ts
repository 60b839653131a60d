/** Estates that a user brings as JSON: everything is checked, and an error says where and what was expected. */
import { z } from 'zod';
import { DEVICE_TYPES, GROUP_IDS, type Estate } from '../../protocol/domain.ts';
import { isIpAddress } from '../../protocol/checks/ipAddress.ts';
import { isMpan, isMprn } from '../../protocol/checks/mpxn.ts';
import { estateProblems, type EstateProblem } from './consistency.ts';
import { MAX_INSTALLATIONS } from './generate.ts';
import { deviceText, eui64, firmwareVersion, problemText, readJsonAs, signifier } from './json.ts';

export class EstateError extends Error {
  constructor(readonly problems: readonly EstateProblem[]) {
    super(problemText('not an estate:', 'the estate', problems));
    this.name = 'EstateError';
  }
}

const supply = z.strictObject({
  supplier: signifier,
  active: z.boolean(),
  networkOperator: signifier,
  paymentMode: z.enum(['credit', 'prepayment']),
});

const installation = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9]{1,64}$/, 'expected a token, [A-Za-z0-9]{1,64}'),
  groupId: z.enum(GROUP_IDS),
  mpan: z.string().refine(isMpan, 'expected 13 digits with the right check digit'),
  mprn: z.string().refine(isMprn, 'expected 6 to 10 digits with the right check digits').exactOptional(),
  electricity: supply,
  gas: supply.exactOptional(),
  devices: z.array(z.strictObject({
    deviceId: eui64,
    deviceType: z.enum(DEVICE_TYPES),
    manufacturer: deviceText,
    model: deviceText,
    firmwareVersion,
    serialNumber: deviceText,
  })).max(DEVICE_TYPES.length, 'expected at most one Device of each type'),
  imsi: z.string().regex(/^\d{14,15}$/, 'expected 14 or 15 digits'),
  ipAddress: z.string().refine(isIpAddress, 'expected an IP address'),
  priority: z.boolean().exactOptional(),
  commissionedBySupplier: z.boolean().exactOptional(),
});

const estate = z.strictObject({
  parties: z.array(z.strictObject({
    signifier,
    role: z.enum(['supplier', 'networkOperator']),
    entityId: eui64,
    duisVersion: z.int().min(1, 'expected 1 or more').max(9, 'expected 9 or less'),
  })).min(1, 'expected at least one SEC Party').max(1000, 'expected at most 1000 SEC Parties'),
  installations: z.array(installation).min(1, 'expected at least one Installation')
    .max(MAX_INSTALLATIONS, `expected at most ${MAX_INSTALLATIONS} Installations`),
});

/** @throws EstateError with every problem found: the shape first and, where the shape is right, what contradicts itself. */
export const loadEstate = (bytes: Uint8Array): Estate => {
  const loaded = readJsonAs(bytes, estate, EstateError);
  const problems = estateProblems(loaded);
  if (problems.length > 0) throw new EstateError(problems);
  return loaded;
};
