import { test } from 'vitest';
import { families, caseOf } from '../../fuzz/judge';
import { read } from './fixtures';
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000; };
test('x', async () => {
  const fam = families.find((f) => f.name.startsWith('JPEG'))!;
  const all: [number, number, number, string][] = [];
  const numbers = [24708, 25204, 25340, 20292, 20465, ...Array.from({ length: 3000 }, (_, i) => 22500 + i)];
  for (const n of numbers) {
    const { seed, what, bytes } = caseOf(fam, n);
    const sof = bytes.findIndex((v, i) => v === 0xff && [0xc0, 0xc1, 0xc2].includes(bytes[i + 1]!));
    const a = performance.now(), c = cpu(); let r = '';
    try { const x = await read(bytes); r = `${x.widthPx}x${x.heightPx}`; } catch (e) { r = String((e as Error).message); }
    all.push([n, performance.now() - a, cpu() - c, `${seed} ${what} h ${bytes[sof + 5]! * 256 + bytes[sof + 6]!} w ${bytes[sof + 7]! * 256 + bytes[sof + 8]!} ${r}`]);
  }
  for (const x of all.slice(0, 5)) console.log(...x);
  console.log('---');
  for (const x of all.sort((a, b) => b[2] - a[2]).slice(0, 14)) console.log(...x);
}, 300_000);
