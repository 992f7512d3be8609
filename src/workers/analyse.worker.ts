// The analysis worker: neighbours, maps and clusters are made here. A shell; the work is in domain/explore.
import { lookForSignal, type SignalQuestion } from '../domain/evaluate/signal/look-for-signal';
import { type SummariseInput, summarise } from '../domain/evaluate/summarise';
import { type ClusterRequest, clusterRows } from '../domain/explore/cluster/cluster-rows';
import { plainProduct } from '../domain/explore/cluster/product';
import { nearestRows } from '../domain/explore/nearest';
import { nearestInBlocks } from '../domain/explore/nearest-blocks';
import { pca2 } from '../domain/explore/pca';
import { trustworthiness } from '../domain/explore/trustworthiness';
import { umap2 } from '../domain/explore/umap';
import type { Job } from '../domain/job';
import { reportHtml } from '../domain/report/html/report-page';
import type { Report } from '../domain/report/report-facts';
import { reportJson } from '../domain/report/report-json';
import { type FileContent, type FileFormat, writeFile } from '../domain/report/saved-file';
import { checkOnRuntime } from './adapter-session';
import type { CheckAdapterRequest, NearestRequest, ProjectedMap, ProjectRequest } from './engine';
import { openNearestGraph } from './nearest-graph';
import { openProductGraph } from './product-graph';
import { serve, type WorkerJob } from './serve';

// Below this product the runtime takes longer to start than the plain search takes to finish.
const plainSearchLimit = 2e7;

async function search(request: NearestRequest, job: WorkerJob) {
  const { queries, table, dim } = request;
  if ((queries.length / dim) * table.length <= plainSearchLimit) return nearestRows(request);
  return await nearestInBlocks(request, await openNearestGraph(), job);
}

async function nearest(request: NearestRequest, job: WorkerJob) {
  const found = await search(request, job);
  const move = [found.indices.buffer as ArrayBuffer, found.similarities.buffer as ArrayBuffer];
  return { value: found, move };
}

/** Fewer rows say too little about how well a map keeps its neighbourhoods. */
const fewestForTrust = 20;

/** The same job without its reports: the caller counts epochs. */
function quietly(job: WorkerJob): Job {
  return { ...job, report: () => undefined };
}

async function project(
  { data, rows, dim, method, neighbours, minDist, seed, judged }: ProjectRequest,
  job: WorkerJob,
) {
  const k = Math.max(1, Math.min(15, rows));
  const onFrame = (xy: Float32Array) => job.emit('frame', xy, [xy.buffer as ArrayBuffer]);
  const xy =
    method === 'pca'
      ? await pca2(data, dim, job)
      : await umap2(
          {
            data,
            dim,
            neighbours: neighbours ?? (await search({ queries: data, table: data, dim, k }, job)),
            minDist,
            seed,
          },
          job,
          onFrame,
        );
  const trust =
    !judged || rows < fewestForTrust ? null : await trustworthiness({ data, dim, xy, seed }, quietly(job));
  const value: ProjectedMap = { xy, trustworthiness: trust };
  return { value, move: [xy.buffer as ArrayBuffer] };
}

async function cluster(request: ClusterRequest, job: WorkerJob) {
  const { data, dim } = request;
  const small = (data.length / dim) * data.length <= plainSearchLimit;
  const value = await clusterRows(request, small ? plainProduct : await openProductGraph(), job);
  // The rest is copied: some numbers a row at most.
  return { value, move: [value.labels.buffer as ArrayBuffer] };
}

async function checkAdapter(request: CheckAdapterRequest, job: WorkerJob) {
  return { value: await checkOnRuntime(request, job), move: [] };
}

async function summary(input: SummariseInput, job: WorkerJob) {
  return { value: await summarise(input, job), move: [] };
}

async function writeReport(report: Report) {
  return { value: { html: reportHtml(report), json: reportJson(report) }, move: [] };
}

async function signal(question: SignalQuestion, job: WorkerJob) {
  return { value: await lookForSignal(question, job), move: [] };
}

interface FileRequest {
  readonly content: FileContent;
  readonly format: FileFormat;
}

async function file({ content, format }: FileRequest, job: WorkerJob) {
  return { value: await writeFile(content, format, job), move: [] };
}

serve({
  checkAdapter,
  cluster,
  lookForSignal: signal,
  nearest,
  project,
  summarise: summary,
  writeFile: file,
  writeReport,
});
