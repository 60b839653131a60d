/** An Electricity Distributor or Gas Transporter: hears by N16 and N42, and distributors get reports (Guide 5.4). */
import { parseXml } from '../../protocol/files/xml.ts';
import { decodeAlert } from '../../protocol/messages/duis/index.ts';
import { NETWORK_OPERATOR_MACHINES } from '../../machines/networkOperator.ts';
import { Refusal, type Party } from '../runtime/party.ts';

export const networkOperator: Party<Record<never, never>> = {
  role: 'networkOperator',
  machines: NETWORK_OPERATOR_MACHINES,
  classify: {
    ALERT: (envelope) => {
      const document = parseXml(envelope.body);
      try {
        const alert = decodeAlert(document);
        if (alert.code !== 'N16' && alert.code !== 'N42') throw new Refusal(`${alert.code} is for suppliers`);
        const type = alert.code === 'N16' ? 'MPXN_ASSOCIATED' : 'CREDENTIALS_PLACED';
        return [{ machine: 'networkOperator.installation', key: alert.deviceId, event: { type } }];
      } finally {
        document.dispose();
      }
    },
    MRR: ({ key }) => [{ machine: 'networkOperator.library', key, event: { type: 'FILED' } }],
  },
  render: {},
  delays: {},
};
