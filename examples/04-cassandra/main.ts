import { App } from 'cdk8s';
import { Events, FromTheArticle } from './chart';

const app = new App();
new Events(app, 'events', { namespace: 'events' });
new FromTheArticle(app, 'from-the-article', { namespace: 'article-cassandra' });
app.synth();
