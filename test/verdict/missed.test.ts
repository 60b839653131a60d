/** MEHRS 2.4.4, 2.6.1, 2.7.1, 2.7.4: work that comes for a system which is down is told of, each time it is lost. */
import { describe, expect, it } from 'vitest';
import { missed } from '../../harness/verdict/steps/missed.ts';
import { wrongIn } from './made.ts';
import { FIRST, ID, S1SP } from './play.ts';
import { Script } from './script.ts';

const asked = { migrationSetId: FIRST.set, installationId: ID };

/** A day in which the DCO is lost at midnight, asked at one, and put right at five if anybody raised it. */
class Days {
  readonly script = new Script();

  day(date: string, { raised = true, section = '2.6.1', by = 'dco', lostAt = '00:00', askedAt = '01:00' } = {}): this {
    const { script } = this;
    const id = `INC-${date}`;
    script.at(date, lostAt).notice('world', ['dco'], 'OUTAGE', { system: 'processing' });
    script.at(date, askedAt).notice(S1SP, ['dco'], 'VIABILITY_REQUEST', asked);
    if (!raised) return this;
    script.notice(by, ['mcc'], 'INCIDENT_RAISED', { incidentId: id, section, raisedBy: by, assignedTo: by, severity: 2, raisedAt: script.now, targetResolutionAt: script.now + 1, installationIds: [ID], detail: 'd', affectedUsers: [] });
    script.at(date, '05:00').notice(by, ['mcc'], 'INCIDENT_RESOLVED', { incidentId: id, resolvedAt: script.now, resolution: 'r' });
    return this;
  }

  get wrong(): readonly string[] {
    return wrongIn(missed, this.script);
  }
}

const WRONG = 'dco has a VIABILITY_REQUEST while its system is down, and no Incident of 2.6.1 is open';

describe('a system that is down when work comes', () => {
  it('has an Incident, and another one when it is lost again', () => {
    expect(new Days().day('2020-11-10').day('2020-11-11').wrong).toEqual([]);
  });
  it('is not left unsaid: not the first time, not the second', () => {
    expect(new Days().day('2020-11-10', { raised: false }).wrong).toEqual([WRONG]);
    expect(new Days().day('2020-11-10').day('2020-11-11', { raised: false }).wrong).toEqual([WRONG]);
  });
  it('is told of by its own party, under its own section', () => {
    expect(new Days().day('2020-11-10', { by: 'cp' }).wrong).toEqual([WRONG]);
    expect(new Days().day('2020-11-10', { section: '2.7.1' }).wrong).toEqual([WRONG]);
  });
  it('may be lost without a word while nobody wants it, and wanted once it is right again', () => {
    expect(wrongIn(missed, new Script().at('2020-11-10', '00:00').notice('world', ['dco'], 'OUTAGE', { system: 'processing' }))).toEqual([]);
    const days = new Days().day('2020-11-10');
    days.script.at('2020-11-10', '05:00').notice(S1SP, ['dco'], 'VIABILITY_REQUEST', asked);
    days.script.at('2020-11-10', '09:00').notice(S1SP, ['dco'], 'VIABILITY_REQUEST', asked);
    expect(days.wrong).toEqual([]);
  });
  it('another party may be asked, and another of its systems may be down', () => {
    const script = new Script().at('2020-11-10', '00:00').notice('world', ['cp'], 'OUTAGE', { system: 'commissioning' });
    script.at('2020-11-10', '01:00').notice(S1SP, ['dco'], 'VIABILITY_REQUEST', asked);
    expect(wrongIn(missed, script)).toEqual([]);
    const other = new Script().at('2020-11-10', '00:00').notice('world', ['dco'], 'OUTAGE', { system: 'deletion' });
    other.at('2020-11-10', '01:00').notice(S1SP, ['dco'], 'VIABILITY_REQUEST', asked);
    expect(wrongIn(missed, other)).toEqual([]);
  });
  it('what came before it was lost is none of it', () => {
    const script = new Script().at('2020-11-10', '00:00').notice(S1SP, ['dco'], 'VIABILITY_REQUEST', asked);
    script.at('2020-11-10', '01:00').notice('world', ['dco'], 'OUTAGE', { system: 'processing' });
    expect(wrongIn(missed, script)).toEqual([]);
  });
});
