/** Nothing goes wrong: only the Installation differs (Guide 7.2). */
import type { Causes } from '../cause.ts';

const nothing = () => [];

export const SUCCESS_CAUSES: Causes = {
  'guide-7.2.1': { faults: nothing },
  'guide-7.2.1-electricity': { shape: 'electricity-active', faults: nothing },
  'guide-7.2.1-split': { shape: 'dual-split-active', faults: nothing },
  'guide-7.2.1-active-dormant': { shape: 'dual-active-dormant', faults: nothing },
  'guide-7.2.1-dormant': { shape: 'dual-dormant', faults: nothing },
  'guide-7.2.2': { commissionedBySupplier: true, faults: nothing },
};
