/**
 * Estates to migrate: deterministic (law L9) and valid, so that every check of protocol/checks passes on them until a
 * fault changes something. Installation number i gets Group ID i mod groups, then shapes in turn: small estates cover much.
 */
import { GROUP_IDS, type DeviceType, type Estate, type GroupId, type Installation, type SecParty, type Supply } from '../../protocol/domain.ts';
import { makeMpan, makeMprn } from '../../protocol/checks/mpxn.ts';
import { seededRandom, type SeededRandom } from '../../protocol/security/seed.ts';
import { VARIANTS, makeDevice, partyId } from './products.ts';
import { SHAPES, traitsOf, type Shape } from './shapes.ts';

export const MAX_INSTALLATIONS = 200_000;

export interface EstateOptions {
  readonly seed: string;
  /** 1 to 200,000. */
  readonly installations: number;
  /** Default all seven. */
  readonly groups?: readonly GroupId[];
  /** One shape or several to take in turn; default all. */
  readonly shape?: Shape | readonly Shape[];
  /** SEC Party Signifiers of at least two suppliers; default all three. */
  readonly suppliers?: readonly string[];
  /** Default drawn per supply. */
  readonly paymentMode?: Supply['paymentMode'];
  /** Of 100 Installations whose one Active Supplier may commission itself, so many are; default 0. */
  readonly commissionedBySupplierPercent?: number;
  /** Of 100 Installations, so many are priority migrations; default 0. */
  readonly priorityPercent?: number;
}

export const SUPPLIERS = ['SUPA', 'SUPB', 'SUPC'] as const;
/** Electricity Distributors with the distributor id that their MPANs begin with. */
export const DISTRIBUTORS = [{ signifier: 'EDA', distributor: 10 }, { signifier: 'EDB', distributor: 12 }] as const;
export const GAS_TRANSPORTER = 'GTA';

/** One supplier and one distributor are on DUIS 2, so that N999 stands in for N55 somewhere (Guide 4.2). */
const PARTIES: readonly SecParty[] = [
  { signifier: 'SUPA', role: 'supplier', entityId: partyId(1), duisVersion: 3 },
  { signifier: 'SUPB', role: 'supplier', entityId: partyId(2), duisVersion: 3 },
  { signifier: 'SUPC', role: 'supplier', entityId: partyId(3), duisVersion: 2 },
  { signifier: 'EDA', role: 'networkOperator', entityId: partyId(4), duisVersion: 3 },
  { signifier: 'EDB', role: 'networkOperator', entityId: partyId(5), duisVersion: 2 },
  { signifier: 'GTA', role: 'networkOperator', entityId: partyId(6), duisVersion: 3 },
];

/** What the whole estate shares. */
interface Draw {
  readonly random: SeededRandom;
  readonly mpanOffset: number;
  readonly mprnOffset: number;
  readonly estateOctet: number;
  readonly paymentMode: Supply['paymentMode'] | undefined;
  readonly suppliers: readonly string[];
}

const PAYMENT_MODES = ['credit', 'prepayment'] as const;
/** Of 100 Installations that need none, so many have one all the same. */
const PPMID_PERCENT = 70;
const IHD_PERCENT = 50;

const installation = (index: number, groupId: GroupId, shape: Shape, draw: Draw): Installation => {
  const { random, estateOctet } = draw;
  const traits = traitsOf(shape);
  const [first, second] = random.shuffle(draw.suppliers);
  const { signifier, distributor } = random.pick(DISTRIBUTORS);
  const paymentMode = () => draw.paymentMode ?? random.pick(PAYMENT_MODES);
  const electricity: Supply = { supplier: first!, active: traits.electricityActive, networkOperator: signifier, paymentMode: paymentMode() };
  const gas: Supply | undefined = traits.gas
    ? { supplier: traits.twoSuppliers ? second! : first!, active: traits.gasActive, networkOperator: GAS_TRANSPORTER, paymentMode: paymentMode() }
    : undefined;
  const prepaid = electricity.paymentMode === 'prepayment' || gas?.paymentMode === 'prepayment';
  const types: DeviceType[] = ['CHF', 'ESME'];
  if (gas !== undefined) types.push('GSME', 'GPF');
  if (random.int(100) < PPMID_PERCENT || prepaid) types.push('PPMID');
  if (random.int(100) < IHD_PERCENT) types.push('IHD');
  const variant = random.pick(VARIANTS);
  return {
    id: `I${String(index + 1).padStart(4, '0')}`,
    groupId,
    mpan: makeMpan(distributor, draw.mpanOffset + index),
    ...(gas !== undefined && { mprn: makeMprn(draw.mprnOffset + index), gas }),
    electricity,
    devices: types.map((type) => makeDevice(type, groupId, variant, estateOctet, index + 1)),
    // 001 01 is the test network of ITU-T E.212; 10.0.0.0/8 is private (RFC 1918).
    imsi: `00101${String(index + 1).padStart(10, '0')}`,
    ipAddress: `10.${((index + 1) >> 16) & 255}.${((index + 1) >> 8) & 255}.${(index + 1) & 255}`,
  };
};

const mayCommission = ({ electricity, gas }: Installation): boolean => electricity.active && (gas === undefined || (gas.active && gas.supplier === electricity.supplier));

/** @throws RangeError for a number of Installations out of range, no group or no shape. */
export const generateEstate = (options: EstateOptions): Estate => {
  const { seed, installations, groups = GROUP_IDS, shape = SHAPES, paymentMode, commissionedBySupplierPercent = 0, priorityPercent = 0, suppliers = SUPPLIERS } = options;
  const shapes = typeof shape === 'string' ? [shape] : shape;
  if (!Number.isInteger(installations) || installations < 1 || installations > MAX_INSTALLATIONS) {
    throw new RangeError(`1 to ${MAX_INSTALLATIONS} Installations expected, not ${installations}`);
  }
  if (groups.length === 0 || shapes.length === 0) throw new RangeError('at least one Group ID and one shape expected');
  const random = seededRandom(seed, 'estate');
  const wishes = seededRandom(seed, 'estate wishes');
  const draw: Draw = {
    random, paymentMode, suppliers, mpanOffset: random.int(9_000_000_000), mprnOffset: random.int(80_000_000), estateOctet: 1 + random.int(255),
  };
  return {
    parties: PARTIES,
    installations: Array.from({ length: installations }, (_, index) => {
      const made = installation(index, groups[index % groups.length]!, shapes[((index % groups.length) + Math.floor(index / groups.length)) % shapes.length]!, draw);
      return {
        ...made,
        ...(wishes.int(100) < commissionedBySupplierPercent && mayCommission(made) ? { commissionedBySupplier: true } : {}),
        ...(wishes.int(100) < priorityPercent ? { priority: true } : {}),
      };
    }),
  };
};
