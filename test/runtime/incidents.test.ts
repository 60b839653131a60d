/** What an Incident about a file says (MEHRS 2.4.5, 2.5.7, 2.5.8, 2.5.10, 2.5.11, 2.7.2): which check failed and in what words, for which Installations, and whom it affects. */
import { describe, expect, it } from 'vitest';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { SUBJECT, runOf } from '../world/support.ts';

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
