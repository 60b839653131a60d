/** An Incident about a system names what waits for it (MEHRS 2.6.1, 2.7.1), and what is not viable is not processed (2.5.9). */
import { describe, expect, it } from 'vitest';
import { backlog } from '../../harness/verdict/steps/backlog.ts';
import { stopped } from '../../harness/verdict/steps/stopped.ts';
import { wrongIn } from './made.ts';
import { FIRST, ID, S1SP, header } from './play.ts';
import { Script } from './script.ts';

const asked = { migrationSetId: FIRST.set, installationId: ID };

/** The DCO is down; @param named when the Incident is raised. @param added by an update. */
const outage = (named: readonly string[], added: readonly (readonly string[])[]): Script => {
  const script = new Script().at('2020-11-10', '00:00');
  const ticket = { incidentId: 'INC-1', section: '2.6.1', raisedBy: 'dco', assignedTo: 'dco', severity: 2, raisedAt: script.now, targetResolutionAt: script.now + 1, installationIds: [...named], detail: 'd', affectedUsers: ['SUPA'] };
  script.notice('dco', ['mcc'], 'INCIDENT_RAISED', ticket);
  script.at('2020-11-10', '01:00').notice(S1SP, ['dco'], 'VIABILITY_REQUEST', asked);
  for (const installationIds of added) script.notice('dco', ['mcc'], 'INCIDENT_UPDATE', { incidentId: 'INC-1', at: script.now, news: 'n', installationIds: [...installationIds], affectedUsers: [] });
  script.at('2020-11-10', '05:00').notice('dco', ['mcc'], 'INCIDENT_RESOLVED', { incidentId: 'INC-1', resolvedAt: script.now, resolution: 'r' });
  return script.notice('dco', [S1SP], 'VIABILITY_RESPONSE', { ...asked, viable: true, reason: '' });
};

describe('MEHRS 2.6.1: an Incident about a system', () => {
  it.each([['when it is raised', outage([ID], [])], ['by an update', outage([], [[ID]])], ['at first, and an update adds nothing', outage([ID], [[]])]])('may name what waits %s', (_when, script) => {
    expect(wrongIn(backlog, script)).toEqual([]);
  });
  it('may not leave it unnamed', () => {
    expect(wrongIn(backlog, outage([], []))).toEqual(['I0001 goes on as INC-1 is resolved, which has not named it']);
  });
});

describe('MEHRS 2.5.9: an Installation that fails a check of the S1SP', () => {
  const failed = (step: string): Script => new Script().at('2020-11-10', '00:00').notice(S1SP, ['dco'], 'VIABILITY_REQUEST', asked).file(S1SP, ['rp-CB', 'cp', 'bimi'], {
    type: 'SCF', header: header(FIRST), installations: [{ installationId: ID, outcome: 'Failure', failure: { failedStepNumber: step, supportingData: 's' }, rollbackRequired: false }],
  });
  it('is not asked about at the DCO', () => {
    expect(wrongIn(stopped, failed('X5.25-01'))).toEqual(['the DCO is asked about I0001, which is not viable']);
  });
  it('may fail later', () => {
    expect(wrongIn(stopped, failed('12.9.1.ET01'))).toEqual([]);
  });
});
