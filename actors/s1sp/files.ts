/** The S1SP's file set: what is held, what is viable, what goes into the Commissioning File (MEHRS 2.5.7-2.5.10; Guide step 14). */
import { COHORT_OF, GROUP_IDS, address, type Eui64, type GroupId } from '../../protocol/domain.ts';
import { checkS1spEncryptedFile } from '../../protocol/checks/encryptedFile.ts';
import { checkRequiredFileSet, installationsToMigrate } from '../../protocol/checks/requiredFileSet.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { FileError } from '../../protocol/files/errors.ts';
import type { Audit, Mcf, McfInstallation, Mef, Mgf, MigrationFile, Mvf, Scf, ScfInstallation } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { STEP } from '../../protocol/mehrs/parameters/steps.ts';
import { commissionerOf, control, readFile, sealFile } from '../shared/files.ts';
import { newest } from '../shared/outcomes.ts';
import { keepFile, openWindow, readKept } from '../shared/kept.ts';
import { joined } from '../shared/parts.ts';
import { openShares } from '../shared/shares.ts';
import { raiseAboutFile } from '../shared/refusals.ts';
import type { IncidentSection } from '../../protocol/mehrs/parameters/incidents.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { defined } from '../../protocol/defined.ts';
import { Refusal, eventsFor, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';
import type { HeldSet, S1spTables } from './tables.ts';

type S1sp = Context<S1spTables>;
const groupsServed = ({ cohort }: S1sp) => GROUP_IDS.filter((groupId) => COHORT_OF[groupId] === cohort);
const onSet = eventsFor('s1sp.set');

const refused = (key: string, type: string, problem: { readonly failed: string; readonly detail: string }, { store }: S1sp): readonly InternalEvent[] => {
  store.put('refusals', key, problem);
  return [onSet(key, `${type}_REFUSED`, problem.failed)];
};

const keep = (key: string, part: HeldSet, { store }: S1sp): HeldSet => {
  const held = { ...store.get('sets', key), ...part };
  store.put('sets', key, held);
  return held;
};

/** The Common File, or for what follows the Validation File, was refused and is to come anew. */
const isAwaited = (part: 'mcf' | 'mvf', key: string, { store }: S1sp): boolean => store.get('sets', key)?.[part] === undefined && store.get('refusals', key) !== undefined;
const kept = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  keepFile(envelope, context);
  return [onSet(envelope.key, 'FILE_KEPT')];
};
const isKept = (envelope: Envelope, context: S1sp): boolean => isAwaited('mcf', envelope.key, context) || isAwaited('mvf', envelope.key, context);

/** An Installation in a new set is no longer that of the set before, whose viability is still asked (MEHRS 2.4.5, 2.5.8). */
const superseded = ({ header, installations }: Mcf, { store }: S1sp): readonly InternalEvent[] => installations.flatMap(({ installationId }) => {
  store.put('latest', installationId, header.migrationSetId);
  const before = store.get('asked', installationId);
  if (before === undefined || before === joined(header.migrationSetId, installationId)) return [];
  store.delete('asked', installationId);
  return [{ machine: 's1sp.installation', key: before, event: { type: 'SUPERSEDED' } }];
});

/** Of a set whose Common File is held already: whatever this copy is, there is nothing to do (decision D-310). */
const sameAgain = (key: string): readonly InternalEvent[] => [onSet(key, 'MCF_ACCEPTED')];

export const readMcf = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  const read = readFile<Mcf>(envelope, 'MCF', context, groupsServed(context), true);
  if (!read.ok) return context.store.get('sets', envelope.key)?.mcf === undefined ? refused(envelope.key, 'MCF', read, context) : sameAgain(envelope.key);
  keep(envelope.key, { mcf: read.file }, context);
  const readers = { MVF: (each: Envelope) => readMvf(each, context), MGF: (each: Envelope) => readMgf(each, context), MEF: (each: Envelope) => readMef(each, context) };
  return [onSet(envelope.key, 'MCF_ACCEPTED'), ...readKept(envelope.key, readers, context), ...superseded(read.file, context)];
};

export const readMvf = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  if (context.store.get('windows', envelope.key) === undefined) openWindow(envelope.key, context.now, context);
  if (isAwaited('mcf', envelope.key, context)) return kept(envelope, context);
  const read = readFile<Mvf>(envelope, 'MVF', context, groupsServed(context));
  if (!read.ok) return refused(envelope.key, 'MVF', read, context);
  openWindow(envelope.key, read.file.control.generatedAt, context);
  keep(envelope.key, { mvf: read.file }, context);
  return [onSet(envelope.key, 'MVF_ACCEPTED')];
};

/** DA has no MGF, so its set is whole without one (MEHRS 2.5.5). */
const isHeld = ({ mcf, mgf, mef }: HeldSet): boolean =>
  mcf !== undefined && mef !== undefined && (mgf !== undefined || !GROUP_RULES[mcf.header.groupId].mgf);

/** What comes again for the DCO's sake is not held twice, and no halves come back after they were discarded. */
const isReleased = (key: string, { store }: S1sp): boolean => store.get('sets', key)?.released === true;

const withSetHeld = (key: string, accepted: string, held: HeldSet): readonly InternalEvent[] =>
  (isHeld(held) ? [onSet(key, accepted), onSet(key, 'SET_HELD')] : [onSet(key, accepted)]);

export const readMgf = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  if (isKept(envelope, context)) return kept(envelope, context);
  const read = readFile<Mgf>(envelope, 'MGF', context, groupsServed(context));
  if (!read.ok) return refused(envelope.key, 'MGF', read, context);
  if (isReleased(envelope.key, context)) return [onSet(envelope.key, 'MGF_ACCEPTED')];
  return withSetHeld(envelope.key, 'MGF_ACCEPTED', keep(envelope.key, { mgf: read.file }, context));
};

export const readMef = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  const { store, directory, address: self } = context;
  if (isKept(envelope, context)) return kept(envelope, context);
  const read = readFile<Mef>(envelope, 'MEF', context, groupsServed(context));
  if (!read.ok) return refused(envelope.key, 'MEF', read, context);
  if (isReleased(envelope.key, context)) return [onSet(envelope.key, 'MEF_ACCEPTED')];
  const shares = openShares(read.file, 's1spShare', context);
  const mcf = store.get('sets', envelope.key)?.mcf;
  for (const installation of read.file.installations) {
    const failure = checkS1spEncryptedFile({
      installation, reader: directory.entityOf(self), commonEntry: mcf?.installations.find((each) => each.installationId === installation.installationId),
      opened: (deviceId) => shares.get(deviceId) ?? { ok: false, error: 'no share' },
    }, read.file.header.groupId);
    if (failure !== undefined) return refused(envelope.key, 'MEF', { failed: failure.id, detail: failure.detail }, context);
  }
  return withSetHeld(envelope.key, 'MEF_ACCEPTED', keep(envelope.key, { mef: read.file }, context));
};

/** Installations the MVF passed. */
const validated = ({ mcf, mvf }: HeldSet): readonly McfInstallation[] =>
  (mcf?.installations ?? []).filter(({ installationId }) => mvf?.installations.some((each) => each.installationId === installationId && each.failure === undefined));

const begin = (setId: string, entry: McfInstallation, halves: Readonly<Record<Eui64, string>>, imsi: string, { store }: S1sp): string => {
  const key = joined(setId, entry.installationId);
  store.put('works', key, { setId, installationId: entry.installationId, groupId: store.need('headers', setId).groupId, entry, imsi, halves, phase: 'test', queue: [], detail: '', chf: 'prenotify', wanRestored: false });
  store.put('current', entry.installationId, key);
  return key;
};

/** What the Group Files name and the Common File does not (X5.25-01). */
const unnamed = (installationId: string): McfInstallation => ({ installationId, priority: false, devices: [], credentials: [] });

/** AA, BA, CA and DA go back to the SMSO, if they ever left it; CB, EA and EB stay with the DCC (MEHRS 2.5.9; ruling A-29). */
const unfitEvent = (groupId: GroupId, installationId: string, { store }: S1sp): string => {
  if (GROUP_RULES[groupId].unfit === 'keep') return 'SET_NOT_VIABLE_KEPT';
  return store.get('onNetwork', installationId) === true ? 'SET_NOT_VIABLE_GIVE_BACK' : 'SET_NOT_VIABLE';
};

/** The set is whole: Table 5.25 decides per Installation (MEHRS 2.5.9). */
export const releaseSet = (setId: string, context: S1sp): Rendered => {
  const held = context.store.need('sets', setId);
  const { mcf, mvf, mgf, mef } = held;
  if (mcf === undefined || mvf === undefined || mef === undefined) throw new Error(`set ${setId} released before it was whole`);
  const shares = openShares(mef, 's1spShare', context);
  keep(setId, { released: true }, context);
  return {
    tell: installationsToMigrate({ ...defined({ mgf }), mef }).flatMap((installationId): InternalEvent[] => {
      const inFiles = checkRequiredFileSet({ mcf, mvf, mef, ...defined({ mgf }), groupId: mcf.header.groupId, installationId });
      const devices = mef.installations.find((each) => each.installationId === installationId)?.devices ?? [];
      const entry = mcf.installations.find((each) => each.installationId === installationId) ?? unnamed(installationId);
      const halves = Object.fromEntries(devices.flatMap(({ deviceId }) => {
        const opened = shares.get(deviceId);
        return opened?.ok === true ? [[deviceId, Buffer.from(opened.share).toString('base64')]] : [];
      }));
      const key = begin(setId, entry, halves, mgf?.installations.find((each) => each.installationId === installationId)?.imsi ?? '', context);
      // DA's MEF is not checked by 5.23: what cannot be opened is no key material (MEHRS 2.5.10, 2.5.9).
      const unusable = devices.find(({ deviceId }) => halves[deviceId] === undefined);
      const failure = inFiles ?? (unusable === undefined ? undefined : { id: 'X5.25-06', detail: `no usable key material for ${unusable.deviceType} ${unusable.deviceId}` });
      context.store.put('works', key, { ...context.store.need('works', key), detail: failure?.detail ?? '' });
      if (failure === undefined) return [{ machine: 's1sp.installation', key, event: { type: 'SET_VIABLE' } }];
      return [{ machine: 's1sp.installation', key, event: { type: unfitEvent(mcf.header.groupId, installationId, context), failed: failure.id } }];
    }),
  };
};

/** What passed validation; and whatever is said of that, whose hub has come to the network or, without an accepted MVF, what the Group Files speak of. */
const handedOver = (setId: string, held: HeldSet, context: S1sp): readonly McfInstallation[] => {
  const isOnNetwork = ({ installationId }: McfInstallation): boolean => context.store.get('onNetwork', installationId) === true;
  const all = held.mcf?.installations ?? [];
  if (held.mvf !== undefined) {
    const passed = validated(held);
    return all.filter((each) => passed.includes(each) || isOnNetwork(each));
  }
  const named = new Set((context.store.get('kept', setId) ?? []).flatMap(({ type, body }) => (type === 'MVF' ? [] : namesIn(body))));
  return all.filter((each) => named.has(each.installationId) || isOnNetwork(each));
};
const namesIn = (body: Uint8Array): readonly string[] => {
  try {
    return decodeFile(body).installations.map(({ installationId }) => installationId);
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
};

/**
 * 24 hours after the MVF was generated the set is not whole (TMAD 5.24; ruling A-19). Only what was handed over can be given back, unless the MCC
 * wants a new Common File for it (MEHRS 2.5.6); what a newer Common File names is the newer set's.
 */
export const expireSet = (setId: string, context: S1sp): Rendered => {
  const { store } = context;
  const givesBack = GROUP_RULES[store.need('headers', setId).groupId].unfit === 'giveBack' && store.get('instructions', setId) !== 'newMcf';
  const late = handedOver(setId, store.need('sets', setId), context).filter(({ installationId }) => store.get('latest', installationId) === setId);
  keep(setId, { released: true }, context);
  return {
    tell: late.map((entry) => ({
      machine: 's1sp.installation', key: begin(setId, entry, {}, '', context),
      event: { type: givesBack && store.get('onNetwork', entry.installationId) === true ? 'SET_LATE_GIVE_BACK' : 'SET_LATE' },
    })),
  };
};
/** Installations that are with the DCC, and whose Group Files cannot come in time (MEHRS 2.5.6 (2)). */
export const readInstruction = (envelope: Envelope, context: S1sp): readonly InternalEvent[] => {
  const { migrationSetId, instruction } = decodeNotice('MCC_INSTRUCTION', envelope.body);
  if (envelope.from !== address('mcc')) throw new Refusal(`MCC_INSTRUCTION from ${envelope.from}`);
  context.store.put('instructions', migrationSetId, instruction);
  // Without its Common File there is nobody to do it for; should that come, it is known.
  if (context.store.get('sets', migrationSetId)?.mcf === undefined) return [];
  return [onSet(migrationSetId, instruction === 'reconfigure' ? 'RECONFIGURE' : 'NEW_MCF_TO_COME')];
};

/** A file as a whole (2.5.8), or an Installation of it whose key material will not do (2.5.10). */
export const raiseAboutMef = (at: { key: string; failed: string }, context: S1sp): Rendered =>
  raiseAbout(context.store.get('refusals', at.key)?.failed.startsWith('X5.23') === true ? '2.5.10' : '2.5.8')(at, context);

export const raiseAbout = (section: IncidentSection) => (at: { key: string; failed: string }, context: S1sp): Rendered =>
  raiseAboutFile(section, at, context.store.get('sets', at.key)?.mcf?.installations ?? [], context);

export const report = (key: string, outcome: Pick<ScfInstallation, 'outcome' | 'rollbackRequired'>, failed: string, { store }: S1sp): Rendered => {
  const { setId, installationId, detail } = store.need('works', key);
  const step = failed in STEP ? STEP[failed as keyof typeof STEP] : failed;
  const entry: ScfInstallation = {
    installationId, ...outcome, ...(outcome.outcome === 'Success' ? {} : { failure: { failedStepNumber: step, supportingData: detail || step } }),
  };
  store.put('outcomes', setId, newest(store.get('outcomes', setId) ?? [], [entry]));
  return { tell: [{ machine: 's1sp.scf', key: setId, event: { type: 'ITEM' } }] };
};

const seal = (setId: string, file: MigrationFile, context: S1sp): Rendered => ({
  send: [{ key: setId, body: sealFile(file, context), named: { commissioner: commissionerOf(file.header, context.directory) } }],
});

export const flushScf = (setId: string, context: S1sp): Rendered => {
  const { store } = context;
  const header = store.need('headers', setId);
  const installations = store.need('outcomes', setId);
  store.put('outcomes', setId, []);
  // What was told of others in an earlier file is told with them if one is made again.
  store.put('reported', setId, newest(store.get('reported', setId) ?? [], installations));
  const scf: Scf = { type: 'SCF', header, control: control(context, 'SCF'), installations };
  return seal(setId, scf, context);
};

/** Regenerates the Commissioning File the Commissioning Party refused (MEHRS 2.7.2, 2.7.3). */
export const resubmitScf = (setId: string, { store }: S1sp): Rendered => {
  const reported = store.get('reported', setId) ?? [];
  if (reported.length === 0) return {};
  store.put('outcomes', setId, newest(reported, store.get('outcomes', setId) ?? []));
  return { tell: [{ machine: 's1sp.scf', key: setId, event: { type: 'ITEM' } }] };
};

/** Says that WAN testing failed (MEHRS 2.6.2), or which device test that is not Critical did (2.6.3, ruling A-34). */
export const auditOf = (key: string, about: 'wan' | 'remark', context: S1sp): Rendered => {
  const { setId, installationId, remark } = context.store.need('works', key);
  const step = about === 'wan' ? STEP.connectivityTimeout : required(remark, `failed test of ${installationId} to remark`);
  const audit: Audit = {
    type: 'AUDIT', header: context.store.need('headers', setId), control: control(context, 'AUDIT'),
    installations: [{ installationId, tests: [{ step, result: 'Failed', at: context.writtenAt }] }],
  };
  return seal(setId, audit, context);
};
