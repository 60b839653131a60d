/** What the documents tell apart by Group ID on the way to the SCF, as literals (MEHRS 2.5-2.6, 3.1-3.5; reference page "What differs by group"). */
import type { GroupId } from '../../domain.ts';

export const EVERY_GROUP: readonly GroupId[] = ['AA', 'BA', 'CA', 'CB', 'DA', 'EA', 'EB'];
export const IE: readonly GroupId[] = ['AA', 'BA', 'CA'];
export const FOC: readonly GroupId[] = ['EA', 'EB'];
export const NOT_DA: readonly GroupId[] = ['AA', 'BA', 'CA', 'CB', 'EA', 'EB'];

export interface GroupFacts {
  readonly handover: 'sim' | 'apn' | 'account';
  /** A certificate on the Communications Hub comes first (MEHRS 3.4). */
  readonly certificateFirst: boolean;
  /** MEHRS 2.5.5: no Migration Group File for DA. */
  readonly mgf: boolean;
  /** MEHRS 2.6.2: how, and whether, the S1SP gets in touch before its checks. */
  readonly contact: '3.1' | '3.5' | 'before the MCF';
}

const SIM: GroupFacts = { handover: 'sim', certificateFirst: false, mgf: true, contact: '3.1' };

export const GROUP: Readonly<Record<GroupId, GroupFacts>> = {
  AA: SIM, BA: SIM, CA: SIM,
  CB: { ...SIM, handover: 'apn' },
  DA: { handover: 'account', certificateFirst: false, mgf: false, contact: 'before the MCF' },
  EA: { ...SIM, certificateFirst: true, contact: '3.5' },
  EB: { ...SIM, certificateFirst: true, contact: '3.5' },
};
