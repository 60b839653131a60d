/**
 * The sequence of requests that commissions one Installation's Devices, as the Commissioning Party and a supplier that
 * commissions itself both send it: one at a time, about 20 (TMAD Table 6.3; Guide 4.5.6.3, Table 5 step 20, Table 6).
 */
import { COHORT_OF, address, type Cohort } from '../../protocol/domain.ts';
import type { Mcf, McfInstallation, Scf } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import {
  commissioningSequence, decodeResponse, decodeS1spAlert, encodeRequest, isSuccess, reader, type CommissioningStep, type RequestProfile,
} from '../../protocol/messages/duis/index.ts';
import { Refusal, type Context, type InternalEvent, type Rendered } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';
import { signText, type FileTables } from './files.ts';
import { joined } from './parts.ts';

/** One Installation of one set; key `<setId>/<installationId>`. */
export interface Commissioning {
  readonly setId: string;
  readonly cohort: Cohort;
  readonly entry: McfInstallation;
  readonly steps: readonly CommissioningStep[];
  /** Index of the step under way. */
  readonly at: number;
  readonly requestId: string;
  /** What was answered when the step under way failed; empty otherwise. */
  readonly detail: string;
}

export interface CommissioningTables extends FileTables {
  sets: Mcf;
  /** SCF accepted and not worked on yet, by setId. */
  scfs: Scf;
  commissionings: Commissioning;
  /** How requests are made, where not as usual, by Service Reference Variant. */
  requestProfiles: RequestProfile;
  /** Commissioning key by installationId: the present one. */
  current: string;
}
type Commissioner = Context<CommissioningTables>;

/** Successful Installations of the SCF are commissioned, failed ones are left alone. */
export const release = (machine: string, setId: string, { store }: Commissioner): Rendered => {
  const mcf = store.need('sets', setId);
  return {
    tell: store.need('scfs', setId).installations.flatMap(({ installationId, outcome }): InternalEvent[] => {
      const key = joined(setId, installationId);
      // A file that was regenerated for somebody else says again what was acted on (MEHRS 2.7.2).
      if (store.get('commissionings', key) !== undefined) return [];
      if (outcome === 'Failure') return [{ machine, key, event: { type: 'NOT_RELEASED' } }];
      const entry = mcf.installations.find((each) => each.installationId === installationId);
      if (entry === undefined) return [];
      store.put('commissionings', key, {
        setId, cohort: COHORT_OF[mcf.header.groupId], entry, steps: commissioningSequence(entry), at: 0, requestId: '', detail: '',
      });
      store.put('current', installationId, key);
      return [{ machine, key, event: { type: 'RELEASED' } }];
    }),
  };
};

const stepOf = ({ steps, at, entry }: Commissioning): CommissioningStep => required(steps[at], `step ${at} for ${entry.installationId}`);

export const sendRequest = (key: string, context: Commissioner): Rendered => {
  const { store, directory, trust, address: self } = context;
  const commissioning = store.need('commissionings', key);
  const step = stepOf(commissioning);
  const profile = store.get('requestProfiles', step.srvVariant) ?? {};
  const own = directory.entityOf(self);
  const originator = profile.originator === undefined || profile.originator === '' ? own : profile.originator;
  const counter = store.next('request');
  const dspId = directory.entityOf(address('dsp'));
  const xml = encodeRequest(step, {
    originator: own, dspId, counter, get at() { return context.now; }, certificates: { find: (id) => trust.find(id)?.der, path: context.certificationPath }, profile,
  });
  const target = step.target === 'DSP' ? dspId : step.target;
  store.put('commissionings', key, { ...commissioning, requestId: `${originator}:${target}:${counter}` });
  return { send: [{ key: commissioning.entry.installationId, body: signText(xml, context) }] };
};

/** What an answer says: success, a DSP response code, or an S1SP alert code. */
const readAnswer = reader((document): { readonly requestId: string; readonly by: 'dsp' | 's1sp'; readonly code: string; readonly ok: boolean } => {
  if (document.root.name === 'S1SPAlert') {
    const { requestId = '', s1spAlertCode } = decodeS1spAlert(document);
    return { requestId, by: 's1sp', code: s1spAlertCode, ok: false };
  }
  const response = decodeResponse(document);
  return { requestId: response.requestId, by: 'dsp', code: response.responseCode, ok: isSuccess(response) };
});

/** Reads an answer and moves on to the next step, or says who refused. */
export const readServiceResponse = (machine: string) => (envelope: Envelope, { store }: Commissioner): readonly InternalEvent[] => {
  const key = store.get('current', envelope.key);
  const commissioning = key === undefined ? undefined : store.get('commissionings', key);
  const answer = readAnswer(envelope.body);
  if (key === undefined || commissioning?.requestId !== answer.requestId) throw new Refusal(`answer to ${answer.requestId}, which is not waited for`);
  if (commissioning.steps[commissioning.at] === undefined) throw new Refusal(`answer to ${answer.requestId}, which was the last`);
  const step = stepOf(commissioning);
  // An error about a hand-over neither stops the sequence nor raises an Incident (MEHRS 2.7.5, 2.7.7; ruling A-40).
  if (!answer.ok && !step.handover) {
    store.put('commissionings', key, { ...commissioning, detail: `${answer.code} on ${step.srvVariant}` });
    return [{ machine, key, event: { type: answer.by === 'dsp' ? 'REFUSED_BY_DSP' : 'REFUSED_BY_S1SP', failed: step.number } }];
  }
  const at = commissioning.at + 1;
  store.put('commissionings', key, { ...commissioning, at, detail: '' });
  return [{ machine, key, event: { type: at < commissioning.steps.length ? 'ANSWERED' : 'LAST_ANSWERED' } }];
};
