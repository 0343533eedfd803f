import { App } from 'cdk8s';
import { WhichService } from './chart';

const app = new App();
new WhichService(app, 'which-service', { namespace: 'which-service' });
app.synth();
