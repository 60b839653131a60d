/**
 * The wide cycle that the tests of this folder look at: 56 Installations, seven groups by eight shapes, one Migration Week.
 * Two hubs never answer the S1SP, so that the rows about what goes wrong have something to say; all else goes well.
 */
import { readMessage } from '../../harness/verdict/index.ts';
import { generateEstate, type Shape } from '../../harness/estate/index.ts';
import { shapeOf } from '../../harness/estate/shapes.ts';
import type { Fault, FaultPlan } from '../../harness/faults/plan.ts';
import { directoryOf } from '../../harness/world/directory.ts';
import { identitiesOf } from '../../harness/world/identities.ts';
import { createWorld, type World, type WorldOptions } from '../../harness/world/world.ts';
import { COHORT_OF, GROUP_IDS, address, device, roleOf, type DeviceType, type Estate, type GroupId, type Installation } from '../../protocol/domain.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import type { MigrationFile } from '../../protocol/files/types.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import type { TrustStore } from '../../protocol/security/trust.ts';
import { verifyXml } from '../../protocol/security/xmlSignature.ts';
import { compareStamps, londonText } from '../../protocol/time.ts';

export { GROUP_IDS, COHORT_OF, address, device, roleOf };

/**
 * With this seed each group has one Installation that its Active Supplier commissions and, of the same kind of supply, one
 * that it leaves to the Commissioning Party; both a DUIS 2 and DUIS 3 suppliers are among the former.
 */
export const CYCLE_SEED = '390';
export const REPLAY = `replay: cycle seed ${CYCLE_SEED}, 56 Installations, 50% self-commissioned, 20% priority`;
export const cycleEstate = (): Estate => generateEstate({ seed: CYCLE_SEED, installations: 56, commissionedBySupplierPercent: 50, priorityPercent: 20 });

export const ESTATE = cycleEstate();
const find = (groupId: GroupId, wanted: Shape): Installation => {
  const found = ESTATE.installations.find((each) => each.groupId === groupId && shapeOf(each) === wanted);
  if (found === undefined) throw new Error(`no ${groupId} ${wanted} in the estate`);
  return found;
};
/** Hubs that go out of coverage once their SIM is the DCC's and come back 60 hours later: one the Commissioning Party commissions, one its supplier. */
export const TROUBLED = find('BA', 'dual-split-active');
export const TROUBLED_SELF = find('CA', 'dual-active');
const IN_TROUBLE = [TROUBLED, TROUBLED_SELF];
export const SMOOTH: readonly Installation[] = ESTATE.installations.filter(({ id }) => IN_TROUBLE.every((each) => each.id !== id));

export const outOfCoverage = (installation: Installation, hours: number): readonly Fault[] => [
  {
    kind: 'environment', installationId: installation.id, change: 'coverageLost', afterMinutes: 0,
    on: { from: address('smso', COHORT_OF[installation.groupId]), type: 'HANDOVER_RESPONSE', key: installation.id, contains: 'done', nth: 1 },
  },
  {
    kind: 'environment', installationId: installation.id, change: 'coverageRestored', afterMinutes: hours * 60,
    on: { from: address('s1sp', COHORT_OF[installation.groupId]), type: 'WAN_COMMAND', key: installation.id, contains: 'openSession', nth: 1 },
  },
];
export const CYCLE_PLAN: FaultPlan = { name: 'two hubs never answer', faults: IN_TROUBLE.flatMap((each) => outOfCoverage(each, 60)) };

export interface Run {
  readonly world: World;
  /** Canonical order. */
  readonly messages: readonly Envelope[];
}

export const runWorld = async (options: WorldOptions): Promise<Run> => {
  const world = await createWorld(options);
  await world.run();
  await world.close();
  return { world, messages: world.journal.inOrder() };
};

/** A run of the cycle under its own seed. */
export const runCycle = (options: WorldOptions = {}): Promise<Run> =>
  runWorld({ seed: CYCLE_SEED, estate: cycleEstate(), faults: CYCLE_PLAN, ...options });

let shared: Promise<Run> | undefined;
/** The cycle's run: made once per test file. */
export const cycle = (): Promise<Run> => (shared ??= runCycle());

export type Fields = Readonly<Record<string, unknown>>;
const readings = new WeakMap<Uint8Array, Fields>();

/** The fields a receiver reads out of the bytes. @throws Error when it could read nothing. */
export const read = (envelope: Envelope): Fields => {
  const known = readings.get(envelope.body);
  if (known !== undefined) return known;
  const reading = readMessage(envelope);
  if ('unreadable' in reading) throw new Error(`${envelope.type} of ${envelope.from}: ${reading.unreadable}`);
  readings.set(envelope.body, reading.content);
  return reading.content;
};
export const rows = (envelope: Envelope): readonly Fields[] => read(envelope)['rows'] as readonly Fields[];

const files = new WeakMap<Uint8Array, MigrationFile>();
/** @throws Error for a file of another type. */
export const fileIn = <T extends MigrationFile['type']>(type: T, { body }: Envelope): Extract<MigrationFile, { type: T }> => {
  const file = files.get(body) ?? decodeFile(body);
  files.set(body, file);
  if (file.type !== type) throw new Error(`${type} expected, ${file.type} found`);
  return file as Extract<MigrationFile, { type: T }>;
};

const isOf = (at: string, wanted: string | undefined): boolean => wanted === undefined || at === wanted || roleOf(at) === wanted;

/** Messages of one type, by role or address of sender and receiver. */
export const sent = ({ messages }: Run, type: MessageType, from?: string, to?: string): readonly Envelope[] =>
  messages.filter((each) => each.type === type && isOf(each.from, from) && isOf(each.to, to));

export const about = (messages: readonly Envelope[], { id }: Installation): readonly Envelope[] => messages.filter(({ key }) => key === id);

export const only = <T>(items: readonly T[], what = ''): T => {
  const [first] = items;
  if (first === undefined || items.length !== 1) throw new Error(`exactly one expected, ${items.length} found ${what}`);
  return first;
};

/** London date and minute at which the receiver may read it. */
export const at = ({ stamp }: Envelope): string => londonText(stamp.t);
export const isBefore = (one: Envelope, other: Envelope): boolean => compareStamps(one.stamp, other.stamp) < 0;
export const sameBytes = (one: Envelope, other: Envelope): boolean => Buffer.compare(one.body, other.body) === 0;
export const hasBytesOf = (one: Envelope, others: readonly Envelope[]): boolean => others.some((other) => sameBytes(one, other));

export const idOf = (installation: Installation, type: DeviceType): string | undefined => device(installation, type)?.deviceId;
export const has = (installation: Installation, type: DeviceType): boolean => device(installation, type) !== undefined;

export const shape = (installation: Installation): Shape => shapeOf(installation)!;
export const suppliersOf = ({ electricity, gas }: Installation): readonly string[] =>
  [...new Set([electricity.supplier, ...(gas === undefined ? [] : [gas.supplier])])].sort();
/** Active Suppliers: who has to authorise. */
export const activeSuppliersOf = ({ electricity, gas }: Installation): readonly string[] =>
  [...new Set([electricity, ...(gas === undefined ? [] : [gas])].filter(({ active }) => active).map(({ supplier }) => supplier))].sort();
export const isDormantOnly = (installation: Installation): boolean => activeSuppliersOf(installation).length === 0;
export const isSplit = (installation: Installation): boolean => suppliersOf(installation).length === 2;
export const commissionerOf = (installation: Installation): string =>
  (installation.commissionedBySupplier === true ? address('supplier', installation.electricity.supplier) : 'cp');
export const nameOf = (installation: Installation): string =>
  `${installation.id} ${installation.groupId} ${shape(installation)}${installation.commissionedBySupplier === true ? ' self-commissioned' : ''}`;

const trusts = new WeakMap<World, TrustStore>();
export const trustOf = ({ world }: Run): TrustStore => {
  const known = trusts.get(world);
  if (known !== undefined) return known;
  const { estate, seed } = world.options;
  const directory = directoryOf(estate);
  const identities = identitiesOf(estate, directory, seed, world.startAt);
  const dcc = ['IE', 'CB', 'DA', 'EA', 'EB'].flatMap((cohort) => [`rp-${cohort}`, `s1sp-${cohort}`]);
  for (const each of [...estate.parties.map(({ role, signifier }) => address(role, signifier)), ...dcc, 'mcfvf', 'dsp', 'cp']) identities.signing(each);
  const trust = identities.pki.trustStore();
  trusts.set(world, trust);
  return trust;
};

/** Role of the certificate that a body is signed with, and whose it is; why not, where it is not. */
export const signerOf = ({ body, stamp }: Envelope, run: Run): string => {
  const document = parseXml(body);
  try {
    const verification = verifyXml(document, trustOf(run), stamp.t);
    const entity = (id: string): string => directoryOf(run.world.options.estate).addressOf(id) ?? id;
    return verification.ok ? `${entity(verification.signer.entityId)} ${verification.signer.remotePartyRole}` : verification.reason;
  } finally {
    document.dispose();
  }
};
