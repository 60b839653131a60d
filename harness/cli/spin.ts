/** `mehrs spin`: the frozen sub-model, in Promela, and SPIN's count of its states beside ours. */
import type { Command } from 'commander';
import { searchFrozen } from '../explore/frozen.ts';
import { promelaOf } from '../explore/promela.ts';
import { leave } from './output.ts';
import { MODEL_PATH, PROMELA_PATH, freezeNow, modelText, readModel, runSpin } from '../explore/spin.ts';

interface SpinFlags {
  readonly freeze?: boolean;
  readonly export?: boolean;
  readonly json?: boolean;
}

const perSecond = (states: number, ms: number): number => Math.round((1000 * states) / ms);

export const registerSpin = (program: Command): void => {
  program.command('spin').description('the frozen sub-model: our states and SPIN\'s')
    .option('--freeze', 'take the model from the machines as they are now')
    .option('--export', 'write the Promela only')
    .option('--json', 'for machines')
    .action((flags: SpinFlags) => {
      const model = flags.freeze === true ? freezeNow() : readModel();
      const promela = promelaOf(model);
      if (flags.freeze === true) leave(MODEL_PATH, modelText(model));
      if (flags.freeze === true || flags.export === true) leave(PROMELA_PATH, promela);
      if (flags.export === true) return;
      const startedAt = performance.now();
      const search = searchFrozen(model);
      const ownMs = performance.now() - startedAt;
      const spin = runSpin(promela);
      const agree = search.states.size === spin.states;
      const report = {
        configuration: model.configuration, states: search.states.size, transitions: search.graph.edges, searchMs: Math.round(ownMs), statesPerSecond: perSecond(search.states.size, ownMs),
        keyBytes: search.states.keyBytes, keyBytesWithIndex: search.states.bytesWithIndex,
        spin: { states: spin.states, transitions: spin.transitions, searchMs: Math.round(spin.searchMs), statesPerSecond: perSecond(spin.states, spin.searchMs) }, agree,
      };
      process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : [
        `${report.configuration}: untimed, no reduction, at most ${model.mostFirings} timers fire`,
        `mehrs  ${report.states} states  ${report.transitions} transitions  ${report.searchMs} ms  ${report.statesPerSecond} states/s  ${report.keyBytes} bytes a key, ${report.keyBytesWithIndex} with its index`,
        `SPIN   ${report.spin.states} states  ${report.spin.searchMs} ms  ${report.spin.statesPerSecond} states/s (compilation excluded, -DNOREDUCE)`,
        agree ? 'the same states' : 'NOT the same', '',
      ].join('\n'));
      process.exitCode = agree ? 0 : 1;
    });
};
