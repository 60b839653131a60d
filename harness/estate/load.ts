/** Estates that a user brings as JSON: everything is checked, and an error says where and what was expected. */
import { z } from 'zod';
import { DEVICE_TYPES, EUI64, GROUP_IDS, type Estate } from '../../protocol/domain.ts';
import { isIpAddress } from '../../protocol/checks/ipAddress.ts';
import { isMpan, isMprn } from '../../protocol/checks/mpxn.ts';
import { estateProblems, type EstateProblem } from './consistency.ts';
import { MAX_INSTALLATIONS } from './generate.ts';

const SHOWN = 20;

export class EstateError extends Error {
  constructor(readonly problems: readonly EstateProblem[]) {
    const shown = problems.slice(0, SHOWN).map(({ path, expected }) => `${path === '' ? 'the estate' : path}: ${expected}`);
    const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
    super(['not an estate:', ...shown, ...more].join('\n  '));
    this.name = 'EstateError';
  }
}

const MAX_BYTES = 512 * 1024 * 1024;
/** Lengths as the DUIS and the migration files have them. */
const deviceText = z.string().min(1, 'expected 1 to 30 characters').max(30, 'expected 1 to 30 characters');
const eui64 = z.string().regex(EUI64, 'expected an EUI-64, eight upper-case hex octets joined with -');
const signifier = z.string().regex(/^[A-Z0-9]{1,32}$/, 'expected a SEC Party Signifier, [A-Z0-9]{1,32}');

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
    firmwareVersion: z.string().min(1, 'expected 1 to 8 characters').max(8, 'expected 1 to 8 characters'),
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

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');

const parseJson = (bytes: Uint8Array): unknown => {
  if (bytes.byteLength > MAX_BYTES) throw new EstateError([{ path: '', expected: `expected at most ${MAX_BYTES} bytes, found ${bytes.byteLength}` }]);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new EstateError([{ path: '', expected: `expected JSON in UTF-8: ${(cause as Error).message}` }]);
  }
};

/** @throws EstateError with every problem found: the shape first and, where the shape is right, what contradicts itself. */
export const loadEstate = (bytes: Uint8Array): Estate => {
  const parsed = estate.safeParse(parseJson(bytes));
  if (!parsed.success) throw new EstateError(parsed.error.issues.map((issue) => ({ path: pathText(issue.path), expected: issue.message })));
  const problems = estateProblems(parsed.data);
  if (problems.length > 0) throw new EstateError(problems);
  return parsed.data;
};
