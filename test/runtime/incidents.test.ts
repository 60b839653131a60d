/** What an Incident says, about a file (MEHRS 2.4.5, 2.5.7, 2.5.8, 2.5.10, 2.5.11, 2.7.2) or a system that is down (2.4.1 and its like): what failed, for which Installations, and whom it affects. */
import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import { planFor } from '../../harness/scenarios/scenario.ts';
import { file } from '../../harness/scenarios/causes/authorisation/means.ts';
import { DEFAULT_SEED, DEFAULT_WEEK } from '../../harness/world/world.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import type { Scf } from '../../protocol/files/types.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import { decodeResponse } from '../../protocol/messages/duis/response.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { SUBJECT, firstOf, only, runOf, runWorld, sent } from '../world/support.ts';

/** The suppliers of the one Installation, as its Common File has them. */
const SUPPLIERS = [...new Set([SUBJECT.electricity.supplier, ...(SUBJECT.gas === undefined ? [] : [SUBJECT.gas.supplier])])].sort();

describe('an Incident of somebody who has the Common File names all of it', () => {
  it.each([
    ['2.4.5-X5.9-02-in-time', '2.4.5', 'X5.9-02', ['dco', 'rp-CB', 's1sp-CB']], ['2.5.7-X5.9-02-in-time', '2.5.7', 'X5.9-02', ['s1sp-CB']],
    ['2.5.8-X5.9-02-in-time', '2.5.8', 'X5.9-02', ['dco', 's1sp-CB']],
    ['2.5.10-X5.23-05-in-time', '2.5.10', 'X5.23-05', ['s1sp-CB']], ['2.5.11-X5.15a-05-in-time', '2.5.11', 'X5.15a-05', ['dco']], ['2.7.2-X5.9-02', '2.7.2', 'X5.9-02', ['cp']],
  ] as const)('%s', async (row, section, check, raisers) => {
    const raised = (await runOf(row)).messages.filter(({ type, to }) => type === 'INCIDENT_RAISED' && to === 'mcc').map(({ from, body }) => ({ from, ...decodeNotice('INCIDENT_RAISED', body) }))
      .filter((each) => each.section === section);
    expect(raised.map(({ from }) => from).sort()).toEqual(raisers);
    for (const { from, migrationSetId, installationIds, failed, detail, affectedUsers } of raised) {
      expect({ from, migrationSetId, installationIds, failed, affectedUsers: [...affectedUsers].sort() }).toEqual({ from, migrationSetId: expect.stringMatching(/^CB-/), installationIds: [SUBJECT.id], failed: check, affectedUsers: SUPPLIERS });
      expect(detail).toMatch(/\w+ \w+/);
    }
  });
});

describe('an Incident about a system names all the work that waits for it, and the Suppliers of both fuels', () => {
  const estate = generateEstate({ seed: DEFAULT_SEED, installations: 2, groups: ['CB'], shape: 'dual-split-active', suppliers: ['SUPA', 'SUPB'], paymentMode: 'credit' });
  const installation = firstOf(estate.installations);
  const authorisations = ['SUPA', 'SUPB'].map((supplier) => file(installation, estate, DEFAULT_SEED, (records) => records.map((each) => ({ ...each, migrateOn: DEFAULT_WEEK })), { supplier }));
  const ids = estate.installations.map(({ id }) => id).sort();

  const both = ['SUPA', 'SUPB'];

  it.each([
    // Work on a set, on its files or on a countersigned response names the set; several Installations that wait each for itself name none.
    ['2.4.1-outage-in-time', 'rp-CB', 'commonFile', true], ['2.4.4-outage-in-time', 'mcfvf', 'validation', true], ['2.5.1-outage-in-time', 'rp-CB', 'migration', true], ['2.5.5-outage-in-time', 'rp-CB', 'groupFiles', true],
    ['2.6.1-s1sp-in-time', 's1sp-CB', 'processing', false], ['2.6.1-dco-in-time', 'dco', 'processing', false], ['2.6.1-dco-keys', 'dco', 'processing', false], ['2.6.8-outage-in-time', 's1sp-CB', 'commissioningFile', true],
    ['2.7.1-outage', 'cp', 'commissioning', false], ['2.7.4-outage', 'dsp', 'requests', false], ['2.7.4-outage-midway', 'dsp', 'requests', false], ['2.7.6-outage', 's1sp-CB', 'countersigned', true], ['2.7.6-outage-midway', 's1sp-CB', 'countersigned', true],
  ] as const)('%s, two Installations', async (row, from, system, namesSet) => {
    const { messages } = await runWorld({ estate, authorisations, faults: planFor(row, installation) });
    const raised = decodeNotice('INCIDENT_RAISED', only(sent(messages, 'INCIDENT_RAISED', from, 'mcc')).body);
    const updates = sent(messages, 'INCIDENT_UPDATE', from, 'mcc').map(({ body }) => decodeNotice('INCIDENT_UPDATE', body));
    const named = (field: 'installationIds' | 'affectedUsers') => [...raised[field], ...updates.flatMap((update) => update[field] ?? [])].sort();
    expect({ by: raised.raisedBy, to: raised.assignedTo, section: raised.section, failed: raised.failed, installationIds: named('installationIds'), users: named('affectedUsers') })
      .toEqual({ by: from, to: from, section: row.slice(0, 5), failed: `${system} unavailable`, installationIds: ids, users: both });
    expect(raised.migrationSetId).toBe(namesSet ? firstOf(sent(messages, 'MCF')).key : undefined);
    for (const { incidentId, installationIds = [], affectedUsers = [] } of updates) {
      expect(incidentId).toBe(raised.incidentId);
      expect([...installationIds, ...affectedUsers].length, 'whom it concerns besides is all an update has to tell').toBeGreaterThan(0);
    }
  });

  // A Service Request names no set, so what the DSP holds up is told by Installation.
  it.each(['2.4.1-outage-in-time', '2.4.4-outage-in-time', '2.5.1-outage-in-time', '2.5.5-outage-in-time', '2.6.1-s1sp-in-time', '2.6.1-dco-in-time', '2.6.1-dco-keys', '2.6.8-outage-in-time', '2.7.1-outage', '2.7.6-outage'])('%s, one Installation: its set is named', async (row) => {
    const { messages } = await runOf(row);
    const { migrationSetId, installationIds, affectedUsers } = decodeNotice('INCIDENT_RAISED', only(sent(messages, 'INCIDENT_RAISED')).body);
    expect({ migrationSetId, installationIds, affectedUsers }).toEqual({ migrationSetId: firstOf(sent(messages, 'MCF')).key, installationIds: [SUBJECT.id], affectedUsers: SUPPLIERS });
  });
});

describe('MEHRS 2.4.3: who cannot read the Common File cannot say whom its Incident is about; the assignee does, at once', () => {
  it.each(['dco', 's1sp', 'mcfvf'])('%s', async (reader) => {
    const { messages } = await runOf(`2.4.3-${reader}-X5.9-01-truncated-in-time`);
    const raised = firstOf(sent(messages, 'INCIDENT_RAISED', reader, 'mcc'));
    const { incidentId, installationIds, affectedUsers, migrationSetId, failed } = decodeNotice('INCIDENT_RAISED', raised.body);
    expect({ installationIds, affectedUsers, migrationSetId, failed }).toEqual({ installationIds: [], affectedUsers: [], migrationSetId: firstOf(sent(messages, 'MCF')).key, failed: 'X5.9-01' });
    const update = firstOf(sent(messages, 'INCIDENT_UPDATE', 'rp', 'mcc'));
    expect(update.stamp.t).toBe(raised.stamp.t);
    expect(decodeNotice('INCIDENT_UPDATE', update.body)).toEqual({ incidentId, at: update.stamp.t, news: 'these Installations are affected', installationIds: [SUBJECT.id], affectedUsers: SUPPLIERS });
  });
});

describe('MEHRS 2.6.7: an Incident about a hub says what the DSP answered', () => {
  it.each(['2.6.7-smi-status-resolved', '2.6.7-not-resolved'])('%s', async (row) => {
    const { messages } = await runOf(row);
    const answer = decodeResponse(parseXml(firstOf(sent(messages, 'CHF_RESPONSE').filter(({ body }) => !Buffer.from(body).includes('>I0<'))).body));
    const { detail, installationIds, affectedUsers } = decodeNotice('INCIDENT_RAISED', firstOf(sent(messages, 'INCIDENT_RAISED', 's1sp', 'mcc')).body);
    expect({ detail, installationIds, affectedUsers }).toEqual({ detail: `${answer.responseCode} ${answer.message}`, installationIds: [SUBJECT.id], affectedUsers: SUPPLIERS });
    const told = sent(messages, 'SCF', 's1sp', 'rp').flatMap(({ body }) => (decodeFile(body) as Scf).installations.map(({ failure }) => failure?.supportingData));
    expect(told[0]).toBe(detail);
    if (row === '2.6.7-not-resolved') expect(told.at(-1)).toBe(`${detail}, again after its Incident`);
  });
});
