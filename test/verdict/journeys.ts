/** The first slice's journeys, end to end. */
import { HOUR, MINUTE, londonTime } from '../../protocol/time.ts';
import {
  CSP, DAY, DISTRIBUTED, FIRST, ID, RP, S1SP, SMSO, cof, commissioned, completed, covered, handedOver, header, incident, mef, mgf, migrated, nextReports, planned, request, scf, sessions, validated, viable, wan,
} from './play.ts';
import { SUBJECT, Script, mrr } from './script.ts';

const begun = (): Script => {
  const script = new Script();
  planned(script);
  validated(script.at('2020-11-09', '18:00'), FIRST);
  handedOver(script.at(DAY, '00:00'));
  return script;
};
const withFiles = (): Script => {
  const script = begun();
  mgf(script, FIRST);
  mef(script, FIRST);
  viable(script, FIRST);
  return script;
};
const stoppedAtMgf = (): { script: Script; resolve: () => void } => {
  const script = begun();
  mgf(script, FIRST);
  mef(script, FIRST);
  return { script, resolve: incident(script, '2.5.7', S1SP, RP, 'X5.9-02') };
};
const expired = (script: Script): void => {
  scf(script, FIRST, londonTime(DAY, '18:30'), { outcome: 'Failure', failure: { failedStepNumber: 'X5.24', supportingData: 's' } });
  nextReports(script).send('bimi', DISTRIBUTED, 'MRR', mrr(2, 'X5.24'));
};

export const success = (attempts = 1, shift?: (attempt: number) => number): Script => {
  const script = withFiles();
  sessions(script, attempts, true, shift);
  migrated(script, FIRST);
  commissioned(script, FIRST);
  return script;
};
export const mgfInTime = (): Script => {
  const { script, resolve } = stoppedAtMgf();
  script.at(DAY, '06:00');
  resolve();
  mgf(script, FIRST);
  viable(script, FIRST);
  sessions(script, 1, true);
  migrated(script, FIRST);
  commissioned(script, FIRST);
  return script;
};
export const mgfTooLate = (): Script => {
  const { script, resolve } = stoppedAtMgf();
  expired(script);
  script.at('2020-11-11', '09:00');
  resolve();
  const second = { set: 'CB-2', day: '2020-11-12' };
  validated(script.at('2020-11-11', '18:00'), second);
  script.at('2020-11-12', '00:00');
  mgf(script, second);
  mef(script, second);
  viable(script, second);
  sessions(script, 1, true);
  migrated(script, second);
  commissioned(script, second);
  return script;
};
export const mgfExpired = (): Script => {
  const { script, resolve } = stoppedAtMgf();
  expired(script);
  script.at('2020-11-16', '09:00');
  resolve();
  completed(script, 'MA101');
  return script;
};
export const timedOut = (contact: 'restored' | 'lost', attempts = 288, shift?: (attempt: number) => number): Script => {
  const script = withFiles();
  const start = sessions(script, attempts, false, shift);
  script.moment(start + 48 * HOUR);
  script.notice(S1SP, [CSP], 'SIM_REQUEST', { installationId: ID, imsi: SUBJECT.imsi, master: 'smso', apn: 'smso' });
  script.notice(CSP, [S1SP], 'SIM_RESPONSE', { installationId: ID, master: 'smso', result: 'done', reason: '' });
  script.file(S1SP, ['mcc'], { type: 'AUDIT', header: header(FIRST), installations: [{ installationId: ID, tests: [{ step: 'WAN', result: 'Failed', at: script.now }] }] });
  script.notice(S1SP, ['dco'], 'KEY_DISCARD', { migrationSetId: FIRST.set, installationId: ID });
  script.notice('dco', [S1SP], 'KEY_DISCARDED', { migrationSetId: FIRST.set, installationId: ID, result: 'done' });
  const givenBackAt = script.now;
  script.notice(S1SP, [SMSO], 'ROLLBACK_NOTICE', { installationId: ID, failedStepNumber: '12.9.1.ET01', wanRestored: true });
  if (contact === 'restored') covered(script, true);
  wan(script, SMSO, 'smso', 'contact', 'CONTACT', contact === 'restored' ? 'answered' : 'unreachable');
  const told = (): Script => script.notice(SMSO, [RP], 'SMSO_CONTACT', { installationId: ID, contact });
  if (contact === 'restored') told();
  scf(script, FIRST, script.now + HOUR, { outcome: 'Failure', failure: { failedStepNumber: '12.9.1.ET01', supportingData: 's' }, rollbackRequired: true });
  nextReports(script).send('bimi', DISTRIBUTED, 'MRR', mrr(2, '12.9.1.ET01'));
  if (contact === 'lost') {
    script.moment(givenBackAt + 24 * HOUR);
    told();
  }
  completed(script.moment(script.now + MINUTE), contact === 'restored' ? 'MA115' : 'MA121');
  return script;
};
export const refused = (recovered: boolean): Script => {
  const script = withFiles();
  sessions(script, 1, true);
  migrated(script, FIRST);
  for (let each = 0; each < 12; each += 1) request(script, 'I0');
  request(script, 'C4');
  const resolve = incident(script, '2.7.5', 'cp', 'cp');
  script.moment(script.now + 4 * HOUR);
  resolve();
  if (recovered) {
    commissioned(script, FIRST, 8);
    return script;
  }
  request(script, 'C4');
  cof(script, FIRST, { outcome: 'Failure', failure: { failedStepNumber: 'X6.3-13', supportingData: 's' } });
  completed(script, 'MA122');
  nextReports(script).send('bimi', DISTRIBUTED, 'MRR', mrr(2, 'X6.3-13'));
  return script;
};
