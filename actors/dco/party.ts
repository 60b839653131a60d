/** The Dual Control Organisation: checks for itself, holds its half of every key, lets no command through that it does not know. */
import { z } from 'zod';
import { GROUP_IDS, COHORT_OF, type Eui64, type GroupId } from '../../protocol/domain.ts';
import { checkDcoEncryptedFile } from '../../protocol/checks/encryptedFile.ts';
import type { Mcf, Mef, Mvf } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice, type Notice } from '../../protocol/messages/notices.ts';
import { commandMac, wrapHalf } from '../../protocol/security/dualControl.ts';
import { derive } from '../../protocol/security/seed.ts';
import { MINUTE } from '../../protocol/time.ts';
import type { IncidentSection } from '../../protocol/mehrs/parameters/incidents.ts';
import { DCO_MACHINES } from '../../machines/dco.ts';
import { openPayload, writePayload, type DevicePayload } from '../shared/deviceCommand.ts';
import { readFile, suppliersIn, withoutHalvesOf, type FileTables } from '../shared/files.ts';
import { keepFile, openWindow, readKept, untilWindowEnds, type KeptTables } from '../shared/kept.ts';
import { deskDelays, hearClosed, resolve, takeOn, update } from '../shared/incidents.ts';
import { askFor, loseSystem, outageRenderings, repaired, type OutageTables } from '../shared/outages.ts';
import { firstOf, joined, partsOf } from '../shared/parts.ts';
import { openShares } from '../shared/shares.ts';
import { raiseAboutFile, type RefusalTables } from '../shared/refusals.ts';
import { deletionFailed, isLocked, raiseKeyIncident, reopenVault, type VaultTables } from '../shared/vault.ts';
import { eventsFor, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';

export interface DcoTables extends FileTables, OutageTables, KeptTables, RefusalTables, VaultTables {
  sets: { readonly mcf?: Mcf; readonly mvf?: Mvf; readonly mef?: Mef };
  /** Own half of each keyed device by `<setId>/<installationId>`, base64. */
  halves: Readonly<Record<Eui64, string>>;
  /** Last request about keys by `<setId>/<installationId>`. */
  asked: { readonly request: Notice<'KEY_REQUEST'>; readonly payload: DevicePayload | undefined };
  groups: GroupId;
  /** `<setId>/<installationId>` that the S1SP last asked about, by installationId. */
  viabilityAsked: string;
}
type Dco = Context<DcoTables>;

const onSet = eventsFor('dco.set');
const about = eventsFor('dco.installation');
const onInstallation = (...told: Parameters<typeof about>): readonly InternalEvent[] => [about(...told)];
const instance = ({ migrationSetId, installationId }: { migrationSetId: string; installationId: string }): string => joined(migrationSetId, installationId);

const refused = (key: string, type: string, problem: { readonly failed: string; readonly detail: string }, { store }: Dco): readonly InternalEvent[] => {
  store.put('refusals', key, problem);
  return [onSet(key, `${type}_REFUSED`, problem.failed)];
};

/** The Common File, or for what follows the Validation File, was refused and is to come anew. */
const isAwaited = (part: 'mcf' | 'mvf', key: string, { store }: Dco): boolean => store.get('sets', key)?.[part] === undefined && store.get('refusals', key) !== undefined;
const kept = (envelope: Envelope, context: Dco): readonly InternalEvent[] => {
  keepFile(envelope, context);
  return [onSet(envelope.key, 'FILE_KEPT')];
};

/** An Installation in a new set is no longer that of the set before (MEHRS 2.4.5, 2.5.8). */
const superseded = ({ header, installations }: Mcf, { store }: Dco): readonly InternalEvent[] => installations.flatMap(({ installationId }) => {
  const before = store.get('viabilityAsked', installationId);
  if (before === undefined || before === instance({ migrationSetId: header.migrationSetId, installationId })) return [];
  store.delete('viabilityAsked', installationId);
  return onInstallation(before, 'SUPERSEDED');
});

/** Of a set whose Common File is held already: whatever this copy is, there is nothing to do (decision D-310). */
const sameAgain = (key: string): readonly InternalEvent[] => [onSet(key, 'MCF_ACCEPTED')];

const readMcf = (envelope: Envelope, context: Dco): readonly InternalEvent[] => {
  const { store } = context;
  const { key } = envelope;
  const read = readFile<Mcf>(envelope, 'MCF', context, GROUP_IDS, true);
  if (!read.ok) return store.get('sets', key)?.mcf === undefined ? refused(key, 'MCF', read, context) : sameAgain(key);
  store.put('sets', key, { ...store.get('sets', key), mcf: read.file });
  store.put('groups', key, read.file.header.groupId);
  const keptFiles = readKept(key, { MVF: (each) => readMvf(each, context), MEF: (each) => readMef(each, context) }, context);
  return [onSet(key, 'MCF_ACCEPTED'), ...keptFiles, ...superseded(read.file, context)];
};

const readMvf = (envelope: Envelope, context: Dco): readonly InternalEvent[] => {
  const { key } = envelope;
  if (context.store.get('windows', key) === undefined) openWindow(key, context.now, context);
  if (isAwaited('mcf', key, context)) return kept(envelope, context);
  const read = readFile<Mvf>(envelope, 'MVF', context, GROUP_IDS);
  if (!read.ok) return refused(key, 'MVF', read, context);
  openWindow(key, read.file.control.generatedAt, context);
  context.store.put('sets', key, { ...context.store.get('sets', key), mvf: read.file });
  return [onSet(key, 'MVF_ACCEPTED')];
};

const readMef = (envelope: Envelope, context: Dco): readonly InternalEvent[] => {
  const { store, directory, address: self } = context;
  if (isAwaited('mcf', envelope.key, context) || isAwaited('mvf', envelope.key, context)) return kept(envelope, context);
  const read = readFile<Mef>(envelope, 'MEF', context, GROUP_IDS);
  if (!read.ok) return refused(envelope.key, 'MEF', read, context);
  const held = store.get('sets', envelope.key);
  // The set was whole before: it is the S1SP that had to have the file again.
  if (held?.mef !== undefined) return [onSet(envelope.key, 'MEF_ACCEPTED')];
  const shares = openShares(read.file, 'dcoShare', context);
  for (const installation of read.file.installations) {
    const failure = checkDcoEncryptedFile({
      installation, reader: directory.entityOf(self), commonEntry: held?.mcf?.installations.find((each) => each.installationId === installation.installationId),
      opened: (deviceId) => shares.get(deviceId) ?? { ok: false, error: 'no share' },
    });
    if (failure !== undefined) return refused(envelope.key, 'MEF', { failed: failure.id, detail: failure.detail }, context);
  }
  store.put('sets', envelope.key, { ...held, mef: read.file });
  for (const { installationId, devices } of read.file.installations) {
    const halves = devices.flatMap(({ deviceId }) => {
      const opened = shares.get(deviceId);
      return opened?.ok === true ? [[deviceId, Buffer.from(opened.share).toString('base64')]] : [];
    });
    store.put('halves', joined(envelope.key, installationId), Object.fromEntries(halves));
  }
  return [onSet(envelope.key, 'MEF_ACCEPTED')];
};

/** DCO Viable Installations: in MCF and MEF, and passed by the MVF (Guide step 13). */
const releaseSet = (setId: string, { store }: Dco): Rendered => {
  const { mcf, mvf, mef } = store.need('sets', setId);
  const viable = (id: string): boolean => (mcf?.installations.some((each) => each.installationId === id) ?? false)
    && (mvf?.installations.some((each) => each.installationId === id && each.failure === undefined) ?? false);
  return {
    tell: (mef?.installations ?? []).flatMap(({ installationId }) =>
      (viable(installationId)
        ? onInstallation(joined(setId, installationId), 'HELD_VIABLE')
        : onInstallation(joined(setId, installationId), 'HELD_NOT_VIABLE', 'dcoNotViable'))),
  };
};

/** A command the DCO lets through: of a known kind, for the device it says, bearing no half but the S1SP's. */
const forbidden = (request: Notice<'KEY_REQUEST'>, payload: DevicePayload | undefined, { store }: Dco): string | undefined => {
  if (payload === undefined) return 'command cannot be read';
  if (payload.kind !== request.kind || payload.commandId !== request.commandId) return 'command is not the one asked about';
  if (payload.wrappedDco !== undefined) return 'command bears a half that is not the S1SP\'s to give';
  if ((store.get('halves', instance(request))?.[request.deviceId] ?? '') === '') return `no half for ${request.deviceId}`;
  return undefined;
};

const readPayload = (base64: string): DevicePayload | undefined => {
  try {
    return openPayload(Buffer.from(base64, 'base64'));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
};

const readKeyRequest = (envelope: Envelope, context: Dco): readonly InternalEvent[] => {
  const request = decodeNotice('KEY_REQUEST', envelope.body);
  const payload = readPayload(request.payload);
  context.store.put('asked', instance(request), { request, payload });
  const reason = forbidden(request, payload, context);
  return reason === undefined || context.store.get('halves', instance(request)) === undefined
    ? onInstallation(instance(request), 'KEY_ASKED')
    : onInstallation(instance(request), 'COMMAND_FORBIDDEN', 'dcoNotViable');
};

/** A set the DCO never held still says its Group ID in its name. */
const cohortOf = (setId: string, { store }: Dco) => COHORT_OF[store.get('groups', setId) ?? (setId.slice(0, 2) as GroupId)];

const viability = (key: string, viable: boolean, reason: string, context: Dco): Rendered => {
  const [migrationSetId, installationId] = partsOf(key);
  return { send: [{ key: installationId, cohort: cohortOf(migrationSetId, context), body: encodeNotice<'VIABILITY_RESPONSE'>({ migrationSetId, installationId, viable, reason }) }] };
};

const keyResponse = (key: string, answer: Pick<Notice<'KEY_RESPONSE'>, 'result' | 'mac' | 'wrappedHalf'>, context: Dco): Rendered => {
  const { migrationSetId, installationId, deviceId, commandId } = context.store.need('asked', key).request;
  return {
    send: [{ key: installationId, cohort: cohortOf(migrationSetId, context), body: encodeNotice<'KEY_RESPONSE'>({ migrationSetId, installationId, deviceId, commandId, ...answer }) }],
  };
};

const refuseKey = (key: string, context: Dco): Rendered => keyResponse(key, { result: 'refused', mac: '' }, context);

/** The DCO's code over the command; in a rotation over the command with its own new half, wrapped, in it. */
const authoriseKey = (key: string, context: Dco): Rendered => {
  const { store, seed, address: self } = context;
  const { request, payload } = store.need('asked', key);
  const halves = store.need('halves', key);
  // It may have waited for the system (MEHRS 2.6.1), and the half may be gone meanwhile.
  if (payload === undefined || forbidden(request, payload, context) !== undefined) return refuseKey(key, context);
  const half = Buffer.from(halves[request.deviceId] ?? '', 'base64');
  if (payload.kind === 'test') return keyResponse(key, { result: 'authorised', mac: Buffer.from(commandMac(half, writePayload(payload))).toString('base64') }, context);
  const newHalf = derive(seed, `new half ${self} ${request.commandId}`, 32);
  const wrappedDco = Buffer.from(wrapHalf(half, newHalf, request.commandId)).toString('base64');
  const mac = Buffer.from(commandMac(half, writePayload({ ...payload, wrappedDco }))).toString('base64');
  store.put('halves', key, { ...halves, [request.deviceId]: Buffer.from(newHalf).toString('base64') });
  return keyResponse(key, { result: 'authorised', mac, wrappedHalf: wrappedDco }, context);
};

const raiseAbout = (section: IncidentSection) => (at: { key: string; failed: string }, context: Dco): Rendered =>
  raiseAboutFile(section, at, context.store.get('sets', at.key)?.mcf?.installations ?? [], context, cohortOf(at.key, context));

const entryOf = (key: string, { store }: Dco) => {
  const [setId, installationId] = partsOf(key);
  return store.get('sets', setId)?.mcf?.installations.find((each) => each.installationId === installationId);
};

const deleteHalves = (key: string, { store }: Dco): void => {
  store.delete('halves', key);
  const [setId, installationId] = partsOf(key);
  const held = store.get('sets', setId);
  if (held?.mef !== undefined) store.put('sets', setId, { ...held, mef: withoutHalvesOf(held.mef, installationId) });
};

/** Says whether the halves are gone (MEHRS 2.6.6 (1)). */
const discarded = (key: string, context: Dco): Rendered => {
  const [migrationSetId, installationId] = partsOf(key);
  const result = context.store.get('halves', key) === undefined ? 'done' : 'failed';
  return { send: [{ key: installationId, cohort: cohortOf(migrationSetId, context), body: encodeNotice<'KEY_DISCARDED'>({ migrationSetId, installationId, result }) }] };
};

export const dco: Party<DcoTables> = {
  role: 'dco',
  machines: DCO_MACHINES,
  classify: {
    MCF: readMcf,
    MVF: readMvf,
    MEF: readMef,
    VIABILITY_REQUEST: (envelope, { store }) => {
      const request = decodeNotice('VIABILITY_REQUEST', envelope.body);
      store.put('viabilityAsked', request.installationId, instance(request));
      return onInstallation(instance(request), 'VIABILITY_ASKED');
    },
    KEY_REQUEST: readKeyRequest,
    KEY_DISCARD: (envelope) => onInstallation(instance(decodeNotice('KEY_DISCARD', envelope.body)), 'DISCARD_ASKED'),
    OUTAGE: loseSystem,
    INCIDENT_ASSIGNED: takeOn,
    INCIDENT_CLOSED: hearClosed,
  },
  render: {
    ...outageRenderings<DcoTables>((_system, { key }, context) => {
      const [migrationSetId, installationId] = partsOf(key);
      // Without a Common File it knows the Installation by what the S1SP asks.
      return { migrationSetId, installationIds: [installationId], affectedUsers: suppliersIn([entryOf(key, context)].filter((each) => each !== undefined)) };
    }),
    tryProcessing: (at, context) => askFor('processing', at, context),
    updateIncident: update,
    resolveIncident: resolve,
    remedy: ({ key }, context) => repaired(key, context) ?? reopenVault(key, context) ?? {},
    raiseMcfIncident: raiseAbout('2.4.3'),
    raiseMvfIncident: raiseAbout('2.4.5'),
    // A file as a whole (2.5.8), or an Installation of it whose key material will not do (2.5.11).
    raiseMefIncident: (at, context) => raiseAbout(context.store.get('refusals', at.key)?.failed.startsWith('X5.15') === true ? '2.5.11' : '2.5.8')(at, context),
    releaseSet: ({ key }, context) => releaseSet(key, context),
    answerViable: ({ key }, context) => viability(key, true, 'DCO Viable Installation', context),
    answerNotViable: ({ key, failed }, context) => viability(key, false, failed || 'dcoNotViable', context),
    discardFile: ({ key }, context) => {
      if (isLocked(context)) return { tell: deletionFailed(key, context) };
      deleteHalves(key, context);
      return {};
    },
    raiseKeyIncident: ({ key }, context) => raiseKeyIncident(key, entryOf(key, context), context),
    deleteKeys: ({ key }, context) => {
      deleteHalves(key, context);
      return discarded(key, context);
    },
    authoriseKey: ({ key }, context) => authoriseKey(key, context),
    refuseKey: ({ key }, context) => refuseKey(key, context),
    answerGone: ({ key }, context) => keyResponse(key, { result: 'discarded', mac: '' }, context),
    confirmDiscard: ({ key }, context) => discarded(key, context),
  },
  delays: {
    requiredFileSet: ({ key }, context) => untilWindowEnds(firstOf(key), context),
    dcoTimer: (_at, { ruleSet }) => ruleSet.dcoTimerMinutes * MINUTE,
    ...deskDelays,
  },
};
