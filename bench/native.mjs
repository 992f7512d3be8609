// Native ONNX Runtime beside the browser's: the same files in Python, where the named interpreter has onnxruntime.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Prints a table of medians in ms, or why there is none. `files`: name, path, inputName, sizePx, threads, all NCHW float.
 * The interpreter is named by LIGHTBENCH_PYTHON, else python3.
 */
export function benchNative(files) {
  const specs = files.map(
    ({ path, inputName, sizePx, threads }) => `${path}:${inputName}:${sizePx}:nchw:${threads}`,
  );
  const script = fileURLToPath(new URL('native.py', import.meta.url));
  const python = process.env.LIGHTBENCH_PYTHON ?? 'python3';
  const { status, stdout } = spawnSync(python, [script, '60', ...specs], { encoding: 'utf8' });
  if (status !== 0) {
    console.log(
      '\nNative ONNX Runtime is not here (LIGHTBENCH_PYTHON names a Python that has it): not timed.',
    );
    return;
  }
  const [version, ...medians] = stdout.trim().split('\n');
  console.log(`\n| native ONNX Runtime ${version}, the same files | median ms |\n|---|---|`);
  files.forEach(({ name }, i) => {
    console.log(`| ${name} | ${medians[i]} |`);
  });
}
