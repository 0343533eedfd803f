const ts = require('typescript');

/** What the compiler complains about, of the program that the lint has already: asked by itself, it would find out all types a second time. */
module.exports = {
  meta: { type: 'problem', schema: [] },
  create: ({ report, sourceCode }) => ({
    Program(root) {
      const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices;
      if (!program) return; // plain JavaScript
      for (const { start = 0, messageText, code } of ts.getPreEmitDiagnostics(program, esTreeNodeToTSNodeMap.get(root))) {
        report({ loc: sourceCode.getLocFromIndex(start), message: `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}` });
      }
    },
  }),
};
