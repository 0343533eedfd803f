import { main } from './main';

const { stdin, stdout, stderr, env } = process;

// who reads only the first lines of it closes the pipe
stdout.on('error', error => { if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error; });

void main(process.argv.slice(2), {
  stdin,
  print: text => void stdout.write(text),
  complain: text => void stderr.write(text),
  coloured: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
}).then(code => { process.exitCode = code; });
