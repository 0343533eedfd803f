import { App } from 'cdk8s';
import { Databases, HeadlessTwin, RegularService } from './chart';

const app = new App();
new RegularService(app, 'regular', { namespace: 'article-regular' });
new HeadlessTwin(app, 'headless', { namespace: 'article-headless' });
new Databases(app, 'databases', { namespace: 'article-headless' });
app.synth();
