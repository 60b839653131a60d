/** Files as a sender's broken system writes and signs them: each wrong in one thing, which one check of the recipients is about. */
import { COHORT_OF, GROUP_IDS } from '../../protocol/domain.ts';
import type { Mef, MigrationFile, Scf, SealedShare } from '../../protocol/files/types.ts';
import { addDays } from '../../protocol/time.ts';

type Rewrite = (file: MigrationFile) => MigrationFile;
type MefDevice = Mef['installations'][number]['devices'][number];
type Share = 's1spShare' | 'dcoShare';

const withInstallations = (file: MigrationFile, change: (list: readonly unknown[]) => readonly unknown[]): MigrationFile =>
  ({ ...file, installations: change(file.installations) }) as MigrationFile;

/** An Installation that no Common File names, said to have succeeded (MEHRS 2.7.3). */
const STRANGER: Scf['installations'][number] = { installationId: 'I9999', outcome: 'Success' };
/** WAN details that are nobody else's. */
const NEIGHBOUR = { imsi: '234150999999999', ipAddress: '10.255.255.254', apn: 'X-dcc' } as const;
/** The identifier before: I0002, I0001. */
const before = (id: string): string => id.replace(/\d+$/, (digits) => String(Number(digits) - 1).padStart(digits.length, '0'));
const OTHER_ENTITY = '70-B3-D5-1F-DC-FF-FF-FF';

const onlyMef = (file: MigrationFile, change: (devices: readonly MefDevice[]) => readonly MefDevice[]): MigrationFile => {
  if (file.type !== 'MEF') throw new Error(`a ${file.type} has no key material`);
  const [first, ...others] = file.installations;
  return first === undefined ? file : { ...file, installations: [{ ...first, devices: change(first.devices) }, ...others] };
};
/** Changes the share of the first Device. */
const share = (which: Share, change: (sealed: SealedShare) => SealedShare): Rewrite => (file) =>
  onlyMef(file, ([first, ...others]) => (first === undefined ? [] : [{ ...first, [which]: change(first[which]) }, ...others]));

/** The last byte of the tag is another: the content is not what was sealed. */
const altered = (sealed: SealedShare): SealedShare => {
  const content = Buffer.from(sealed.cipherValue, 'base64');
  content[content.length - 1] = content.at(-1)! ^ 1;
  return { ...sealed, cipherValue: content.toString('base64') };
};
const misaddressed = (sealed: SealedShare): SealedShare => ({ ...sealed, recipient: OTHER_ENTITY });
const malformed = (sealed: SealedShare): SealedShare => ({ ...sealed, ephemeralKey: Buffer.from(sealed.ephemeralKey, 'base64').subarray(1).toString('base64') });

export const REWRITES = {
  /** A counter no higher than any before it (X5.9-06). */
  counter: (file) => ({ ...file, control: { ...file.control, counter: 0 } }),
  /** A Group ID of another cohort (X5.9-07). */
  group: (file) => ({ ...file, header: { ...file.header, groupId: GROUP_IDS.find((each) => COHORT_OF[each] !== COHORT_OF[file.header.groupId] && each !== 'DA')! } }),
  /** A Migration Header that is not the set's; in a Common File, which opens the set, not its sender's (X5.9-08). */
  header: (file) => ({
    ...file, header: file.type === 'MCF' ? { ...file.header, requestingPartyId: OTHER_ENTITY } : { ...file.header, migrationDay: addDays(file.header.migrationDay, 1) },
  }),
  /** The first Installation stands there twice (X5.9-09). */
  twice: (file) => withInstallations(file, (list) => [...list, ...list.slice(0, 1)]),
  stranger: (file) => withInstallations(file, (list) => [...list, STRANGER]),
  /** The first Installation's credentials stand there twice (X5.10-14). */
  credentialsTwice: (file) => {
    if (file.type !== 'MCF') throw new Error(`a ${file.type} has no credentials`);
    const [first, ...others] = file.installations;
    return first === undefined ? file : { ...file, installations: [{ ...first, credentials: [...first.credentials, ...first.credentials] }, ...others] };
  },
  /** MEHRS 2.5.9. The first of several Installations is not in it (X5.25-01, X5.25-03). */
  absent: (file) => {
    if (file.installations.length < 2) throw new Error(`a ${file.type} of one Installation cannot leave it out`);
    return withInstallations(file, (list) => list.slice(1));
  },
  /** A Group File names the Installation before its first, which is in another set (X5.25-01). */
  neighbour: (file) => {
    if (file.type !== 'MGF') throw new Error(`a ${file.type} has no WAN details`);
    return withInstallations(file, (list) => [...list, { ...NEIGHBOUR, installationId: before(file.installations[0]!.installationId) }]);
  },
  /** A Validation File says that the first Installation has failed (X5.25-02). */
  failed: (file) => {
    if (file.type !== 'MVF') throw new Error(`a ${file.type} validates nothing`);
    return withInstallations(file, ([first, ...others]) => [{ ...(first as object), failure: { failedStepNumber: 'X5.10-03', supportingData: 'MPAN not in Registration Data' } }, ...others]);
  },
  /** The gas meter of the first Installation is not in a Common File (X5.25-07). */
  deviceAbsent: (file) => {
    if (file.type !== 'MCF') throw new Error(`a ${file.type} lists no Devices`);
    const [first, ...others] = file.installations;
    return first === undefined ? file : { ...file, installations: [{ ...first, devices: first.devices.filter(({ deviceType }) => deviceType !== 'GSME') }, ...others] };
  },
  /** MEHRS 2.5.10 and 2.5.11, by what is wrong with the first Installation's key material. */
  deviceTwice: (file) => onlyMef(file, (devices) => [...devices, ...devices.slice(0, 1)]),
  deviceStrange: (file) => onlyMef(file, ([first, ...others]) => (first === undefined ? [] : [{ ...first, deviceId: OTHER_ENTITY }, ...others])),
  s1spMisaddressed: share('s1spShare', misaddressed),
  dcoMisaddressed: share('dcoShare', misaddressed),
  s1spMalformed: share('s1spShare', malformed),
  dcoMalformed: share('dcoShare', malformed),
  s1spAltered: share('s1spShare', altered),
  dcoAltered: share('dcoShare', altered),
} as const satisfies Record<string, Rewrite>;

export const isRewrite = (how: string): how is keyof typeof REWRITES => Object.hasOwn(REWRITES, how);
