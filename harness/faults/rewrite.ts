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
  content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
  return { ...sealed, cipherValue: content.toString('base64') };
};
const misaddressed = (sealed: SealedShare): SealedShare => ({ ...sealed, recipient: OTHER_ENTITY });
const malformed = (sealed: SealedShare): SealedShare => ({ ...sealed, ephemeralKey: Buffer.from(sealed.ephemeralKey, 'base64').subarray(1).toString('base64') });

export const REWRITES = {
  /** A counter no higher than any before it (X5.9-06). */
  counter: (file) => ({ ...file, control: { ...file.control, counter: 0 } }),
  /** A Group ID of another cohort (X5.9-07). */
  group: (file) => ({ ...file, header: { ...file.header, groupId: GROUP_IDS.find((each) => COHORT_OF[each] !== COHORT_OF[file.header.groupId] && each !== 'DA') ?? 'AA' } }),
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
