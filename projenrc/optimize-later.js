// For compilers, linters and test files, which are over in seconds: V8 optimizes a function when it has run for seven times as long as usual. Earlier it costs more than
// it saves, a fifth of the processor time. Node 20 alone has the flag.

const { setFlagsFromString } = require('node:v8');

if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=500000');
