/** How long the Requesting Party goes on trying to hand over (MEHRS 2.5.2.1, 2.5.3, 3.4; TMAD 5.24), minute by minute. */
import { describe, expect, it } from 'vitest';
import { lastAskedAt, untilAskedAgain, untilFileSetCloses, untilRetry, weighCertificate } from '../../actors/rp/ladders.ts';
import type { Authorised, MigrationSet, RpTables } from '../../actors/rp/tables.ts';
import type { Context } from '../../actors/runtime/party.ts';
import { Store } from '../../actors/runtime/store.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { MINUTE } from '../../protocol/time.ts';

const ruleSet = RULE_SETS['v3.1'];
const [KEY, SET] = ['UPRN-1/2021-11-01', 'SET-1'];
/** Minutes at which the set was validated, and at which its files are all due. */
const VALIDATED = 1_000;
const CLOSES = VALIDATED + ruleSet.requiredFileSetMinutes;
/** A SIM, its CSP's answer, and a minute. */
const ANSWERS = ruleSet.simAnswerMinutes + ruleSet.cspAnswerMinutes + 1;
const SPACING = ruleSet.handoverAttemptSpacingMinutes;

interface Given {
  readonly isSet?: boolean;
  readonly isValidated?: boolean;
  readonly askedAt?: number;
  readonly isAnswered?: boolean;
}

/** @param minute that it is. */
const at = (minute: number, { isSet = true, isValidated = true, askedAt, isAnswered = false }: Given = {}): Context<RpTables> => {
  const set = { ...(isValidated ? { mvf: { control: { generatedAt: VALIDATED * MINUTE } } } : {}) } as MigrationSet;
  const authorised = { setId: SET, ...(askedAt === undefined ? {} : { askedAt: askedAt * MINUTE }), ...(isAnswered ? { certificateAnswered: true } : {}) } as Authorised;
  const store = new Store<RpTables>([['authorised', new Map([[KEY, authorised]])], ...(isSet ? [['sets', new Map([[SET, set]])] as const] : [])]);
  return { store, ruleSet, now: minute * MINUTE } as Context<RpTables>;
};
const minutes = (ms: number): number => ms / MINUTE;

describe('TMAD 5.24: the file set closes a day after the MVF was generated', () => {
  it.each([[CLOSES - 90, 90], [CLOSES, 0], [CLOSES + 5, 0]])('in minute %i it is open for another %i', (minute, left) => expect(minutes(untilFileSetCloses(KEY, at(minute)))).toBe(left));
  it('without a set, or before its MVF, it does not', () => {
    expect(untilFileSetCloses(KEY, at(CLOSES + 5, { isSet: false }))).toBe(Infinity);
    expect(untilFileSetCloses(KEY, at(CLOSES + 5, { isValidated: false }))).toBe(Infinity);
  });
  it('the SMSO is asked for nothing that could be answered after it', () => {
    const context = at(VALIDATED);
    expect(minutes(lastAskedAt(context.store.need('sets', SET), context))).toBe(CLOSES - ANSWERS);
  });
});

describe('MEHRS 3.2, 3.4: the next attempt comes in its turn, or after the file set has closed where it would be answered too late', () => {
  const EVERY = 20;
  const LAST = CLOSES - ANSWERS - EVERY;
  it.each([[VALIDATED, EVERY], [LAST, EVERY], [LAST + 1, CLOSES - LAST], [CLOSES, 1]])('in minute %i it is %i minutes away', (minute, away) => expect(minutes(untilRetry(KEY, EVERY, at(minute)))).toBe(away));
  it('where no set closes, always in its turn', () => expect(minutes(untilRetry(KEY, EVERY, at(CLOSES + 5, { isSet: false })))).toBe(EVERY));
});

describe('MEHRS 2.5.3: an SMSO that does not answer is asked again', () => {
  it('once the usual time has passed since it was asked', () => expect(minutes(untilAskedAgain(KEY, at(VALIDATED + 50, { askedAt: VALIDATED })))).toBe(SPACING - 50));
  it('counted from now where it was never asked', () => expect(minutes(untilAskedAgain(KEY, at(VALIDATED)))).toBe(SPACING));
  it('not where that has passed, or could not be answered in time: then when the file set closes', () => {
    expect(minutes(untilAskedAgain(KEY, at(VALIDATED + SPACING, { askedAt: VALIDATED })))).toBe(CLOSES - VALIDATED - SPACING);
    expect(minutes(untilAskedAgain(KEY, at(CLOSES - 60, { askedAt: CLOSES - 60 })))).toBe(60);
    const last = CLOSES - ANSWERS - SPACING;
    expect(minutes(untilAskedAgain(KEY, at(last, { askedAt: last })))).toBe(SPACING);
    expect(minutes(untilAskedAgain(KEY, at(last + 1, { askedAt: last + 1 })))).toBe(SPACING + ANSWERS - 1);
  });
});

describe('MEHRS 3.4, 2.5.3: what has come of the certificate ladder', () => {
  it.each<[string, number, Given, string]>([
    ['it has answered', VALIDATED + 1, { askedAt: VALIDATED, isAnswered: true }, 'LADDER_DONE'],
    ['the file set is closed', CLOSES, { askedAt: VALIDATED }, 'LADDER_DONE'],
    ['it is not time to ask again', VALIDATED + SPACING - 1, { askedAt: VALIDATED }, 'SMSO_SILENT'],
    ['it is time', VALIDATED + SPACING, { askedAt: VALIDATED }, 'ASK_AGAIN'],
    ['it is time, for the last time', CLOSES - ANSWERS, { askedAt: VALIDATED }, 'ASK_AGAIN'],
    ['it is time, and too late', CLOSES - ANSWERS + 1, { askedAt: VALIDATED }, 'SMSO_SILENT'],
  ])('%s', (_what, minute, given, weighed) => expect(weighCertificate(KEY, at(minute, given))).toBe(weighed));
});
