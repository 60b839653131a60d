/** `npm run tabulate [-- --undeclared | --json]`: fails when a machine, party or route has a defect. */
import { renderTabulation, tabulateAll } from './report.ts';

const report = tabulateAll();
const options = new Set(process.argv.slice(2));
console.log(options.has('--json') ? JSON.stringify(report) : renderTabulation(report, { undeclared: options.has('--undeclared') }));
process.exitCode = report.defects.length === 0 ? 0 : 1;
